import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { invalidAttribute, validation } from '../errors.ts';
import { ATTRIBUTE_NAME_BYTES } from '../limits.ts';
import type { Attribute, Attributes } from './notification.ts';

const TYPE = /^(String|Number|Binary)(\..+)?$/s;

/**
 * Checks the attributes of a message (https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html).
 *
 * @param path how a missing type is named: `messageAttributes`
 * @throws AwsError ParameterValueInvalid, ValidationError
 */
export function readAttributes(
  given: Readonly<Record<string, MessageAttributeValue>> = {},
  path = 'messageAttributes',
): Attributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      checkName(name);
      return [name, readAttribute(name, value, path)];
    }),
  );
}

/** Bytes of names, types and values. */
export function attributesSize(attributes: Attributes): number {
  return Object.entries(attributes).reduce((sum, [name, { type, value }]) => {
    const bytes = Buffer.byteLength(value, type.startsWith('Binary') ? 'base64' : 'utf8');
    return sum + Buffer.byteLength(name) + Buffer.byteLength(type) + bytes;
  }, 0);
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) > ATTRIBUTE_NAME_BYTES) {
    throw invalidAttribute(`Length of message attribute name must be less than ${ATTRIBUTE_NAME_BYTES} bytes.`);
  }
  const [odd] = /[^\w.-]/u.exec(name) ?? [];
  if (odd) {
    const code = (odd.codePointAt(0) ?? 0).toString(16).toUpperCase();
    throw invalidAttribute(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.startsWith('.'))
    throw invalidAttribute("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.')) throw invalidAttribute("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw invalidAttribute("Message attribute name can not have successive '.' character.");
}

function readAttribute(name: string, { DataType, ...value }: MessageAttributeValue, path: string): Attribute {
  if (DataType === undefined) throw validation(`${path}.${name}.member.dataType`);
  const [, kind] = TYPE.exec(DataType) ?? [];
  if (!kind) {
    throw invalidAttribute(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const text = kind === 'Binary' ? readBinary(name, DataType, value) : readText(name, DataType, value);
  if (kind === 'Number' && !/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text.trim())) {
    throw invalidAttribute(`Could not cast message attribute '${name}' value to number.`);
  }
  if (DataType === 'String.Array') checkArray(name, text);
  return { type: DataType, value: text };
}

type Value = Omit<MessageAttributeValue, 'DataType'>;

function readText(name: string, type: string, { StringValue, BinaryValue }: Value): string {
  if (BinaryValue?.length) {
    throw invalidAttribute(`The message attribute '${name}' with type '${type}' must use field 'String'.`);
  }
  if (!StringValue) throw empty(name, type);
  return StringValue;
}

function readBinary(name: string, type: string, { StringValue, BinaryValue }: Value): string {
  if (StringValue) {
    throw invalidAttribute(`The message attribute '${name}' with type '${type}' must use field 'Binary'.`);
  }
  if (!BinaryValue?.length) throw empty(name, type);
  return Buffer.from(BinaryValue).toString('base64');
}

function checkArray(name: string, text: string): void {
  try {
    if (Array.isArray(JSON.parse(text))) return;
  } catch {
    // Said below, as for JSON that is no array.
  }
  throw invalidAttribute(`The message attribute '${name}' with type 'String.Array' must be a JSON array.`);
}

const empty = (name: string, type: string) =>
  invalidAttribute(
    `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`,
  );
