import type { MessageAttributeValue, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { AwsError } from '../../door/errors.ts';
import type { Call } from '../../door/operation.ts';
import { describePrincipal } from '../../door/principal.ts';
import { md5 } from './checksums.ts';
import { invalidParameter, missingParameter } from './errors.ts';
import { BATCH_ENTRIES, BATCH_ENTRY_ID_LENGTH, DELAY_SECONDS, MESSAGE_ATTRIBUTES } from './limits.ts';
import type { NewMessage } from './messages.ts';
import type { Queue } from './queues.ts';
import type { Attributes } from './stored-attributes.ts';

type MessageInput = Pick<
  SendMessageCommandInput,
  | 'MessageBody'
  | 'DelaySeconds'
  | 'MessageAttributes'
  | 'MessageSystemAttributes'
  | 'MessageDeduplicationId'
  | 'MessageGroupId'
>;

/** Characters that XML 1.0, and so SQS, does not carry (https://www.w3.org/TR/REC-xml/#charsets). */
const UNSENDABLE = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const FIFO_ID = /^[!-~]{1,128}$/;
const ATTRIBUTE_NAME = /^(?!aws\.|amazon\.)[\w.-]{1,256}$/i;

/**
 * A message as it will be stored.
 *
 * @throws AwsError naming what is wrong, in AWS's words
 */
export function readMessage(queue: Queue, input: MessageInput, call: Call): NewMessage {
  const body = input.MessageBody;
  if (!body) throw missingParameter('MessageBody');
  if (UNSENDABLE.test(body)) {
    throw new AwsError(
      'InvalidMessageContents',
      'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF',
    );
  }
  const attributes = input.MessageAttributes ?? {};
  checkAttributes(attributes);
  checkSystemAttributes(input.MessageSystemAttributes ?? {});
  const size = sizeOf(body, attributes);
  if (size > queue.settings.maximumMessageSize) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.settings.maximumMessageSize} bytes.`,
    );
  }
  return {
    body,
    attributes,
    systemAttributes: { ...traceOf(call), ...input.MessageSystemAttributes },
    sender: senderOf(call),
    delay: readDelay(queue, input.DelaySeconds),
    ...readFifo(queue, input, body),
  };
}

/** A trace that the sender is part of goes on with the message. */
const traceOf = ({ traceHeader }: Call): Attributes =>
  traceHeader ? { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } } : {};

/** Bytes of a message: its body, and the name, type and value of each attribute. */
export function sizeOf(body: string, attributes: Readonly<Record<string, MessageAttributeValue>>): number {
  const ofAttributes = Object.entries(attributes).map(
    ([name, { DataType = '', StringValue = '', BinaryValue }]) =>
      Buffer.byteLength(name) + Buffer.byteLength(DataType) + (BinaryValue?.length ?? Buffer.byteLength(StringValue)),
  );
  return ofAttributes.reduce((sum, size) => sum + size, Buffer.byteLength(body));
}

function senderOf({ principal }: Call): string {
  if (principal.kind === 'role') return `${principal.roleName}:${principal.sessionName}`;
  return principal.kind === 'account' ? (principal.arn.split(':')[4] ?? '') : describePrincipal(principal);
}

function readDelay(queue: Queue, seconds: number | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  if (seconds < 0 || seconds > DELAY_SECONDS) {
    throw invalidParameter(
      `Value ${seconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${DELAY_SECONDS}.`,
    );
  }
  if (queue.fifo && seconds !== 0) {
    throw invalidParameter(
      `Value ${seconds} for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  return queue.fifo ? undefined : seconds;
}

function readFifo(queue: Queue, { MessageGroupId, MessageDeduplicationId }: MessageInput, body: string) {
  for (const [name, value] of Object.entries({ MessageGroupId, MessageDeduplicationId })) {
    if (value !== undefined && !FIFO_ID.test(value)) {
      throw invalidParameter(
        `Value ${value} for parameter ${name} is invalid. Reason: ${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
      );
    }
  }
  if (!queue.fifo) {
    if (MessageDeduplicationId === undefined) return { groupId: MessageGroupId };
    throw invalidParameter(
      `Value ${MessageDeduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`,
    );
  }
  if (!MessageGroupId) throw missingParameter('MessageGroupId');
  const deduplicationId = MessageDeduplicationId ?? (queue.settings.contentBasedDeduplication ? md5(body) : undefined);
  if (!deduplicationId) {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
  return { groupId: MessageGroupId, deduplicationId };
}

function checkAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): void {
  const names = Object.keys(attributes);
  if (names.length > MESSAGE_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MESSAGE_ATTRIBUTES}].`,
    );
  }
  for (const name of names) checkAttribute(name, attributes[name] ?? { DataType: undefined });
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_MessageSystemAttributeValue.html */
function checkSystemAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): void {
  const unknown = Object.keys(attributes).find((name) => name !== 'AWSTraceHeader');
  if (unknown) {
    throw invalidParameter(
      `Message system attribute name '${unknown}' is invalid. The only supported message system attribute is AWSTraceHeader.`,
    );
  }
}

function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttributeValue): void {
  if (!ATTRIBUTE_NAME.test(name)) {
    throw invalidParameter(
      `The message attribute name '${name}' is invalid: 1 to 256 of the characters A-Z, a-z, 0-9, underscore, hyphen and period, not starting with AWS. or Amazon.`,
    );
  }
  if (!DataType)
    throw invalidParameter(`The message attribute '${name}' must contain a non-empty message attribute type.`);
  const [kind = ''] = DataType.split('.');
  if (!['String', 'Number', 'Binary'].includes(kind)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = kind === 'Binary' ? BinaryValue : StringValue;
  if (value === undefined || value.length === 0) {
    throw invalidParameter(
      `The message attribute '${name}' must contain a non-empty message attribute value for message attribute type '${kind}'.`,
    );
  }
  if (kind === 'Number' && Number.isNaN(Number(StringValue))) {
    throw invalidParameter(`Can't cast the value of message attribute '${name}' to a number.`);
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html#API_SendMessageBatch_Errors */
export function checkBatch<T extends { Id: string | undefined }>(
  entries: readonly T[] | undefined,
): readonly (T & { Id: string })[] {
  if (!entries || entries.length === 0)
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  if (entries.length > BATCH_ENTRIES) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${BATCH_ENTRIES}. You have sent ${entries.length}.`,
    );
  }
  const ids = new Set<string>();
  return entries.map((entry) => {
    const Id = entry.Id ?? '';
    if (!/^[\w-]+$/.test(Id) || Id.length > BATCH_ENTRY_ID_LENGTH) {
      throw new AwsError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(Id)) throw new AwsError('BatchEntryIdsNotDistinct', `Id ${Id} repeated.`);
    ids.add(Id);
    return { ...entry, Id };
  });
}
