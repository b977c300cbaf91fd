import type { MessageAttributeValue } from '@aws-sdk/client-sns';
import { invalidParameter } from '../errors.ts';
import { MESSAGE_BYTES, SUBJECT_CHARACTERS } from '../limits.ts';
import { attributesSize, readAttributes } from './message-attributes.ts';
import type { Attributes } from './notification.ts';

/** A message as a client gives it, alone or in a batch. */
export interface MessageInput {
  readonly Message?: string | undefined;
  readonly Subject?: string | undefined;
  readonly MessageStructure?: string | undefined;
  readonly MessageAttributes?: Record<string, MessageAttributeValue> | undefined;
}

/** A message that was checked. */
export interface Message {
  readonly text: string;
  /** Texts by protocol. */
  readonly texts: Readonly<Record<string, string>>;
  readonly subject?: string;
  readonly attributes: Attributes;
  /** Bytes that count for the limits. */
  readonly size: number;
}

/** One line of text, begun by something that can be seen. */
const SUBJECT = /^[^\s\p{Cc}][^\p{Cc}]*$/u;

/**
 * Checks a message (https://docs.aws.amazon.com/sns/latest/api/API_Publish.html).
 *
 * @param path of the message's attributes, for errors that name it
 * @throws AwsError InvalidParameter, ParameterValueInvalid, ValidationError
 */
export function readMessage(input: MessageInput, path?: string): Message {
  const { Message: message, Subject, MessageStructure, MessageAttributes } = input;
  if (!message) throw invalidParameter('Empty message');
  if (Subject !== undefined && (Subject.length >= SUBJECT_CHARACTERS || !SUBJECT.test(Subject))) {
    throw invalidParameter('Subject');
  }
  const attributes = readAttributes(MessageAttributes, path);
  const size = Buffer.byteLength(message) + attributesSize(attributes);
  if (size > MESSAGE_BYTES) throw invalidParameter('Message too long');
  const { text, texts } = readStructure(message, MessageStructure);
  return { text, texts, attributes, size, ...(Subject === undefined ? {} : { subject: Subject }) };
}

/** With the structure `json` the message is an object of texts by protocol, one of them the default. */
function readStructure(message: string, structure: string | undefined) {
  if (structure === undefined) return { text: message, texts: {} };
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  const parsed = parse(message);
  const texts = Object.fromEntries(
    Object.entries(parsed).flatMap(([protocol, text]) => (typeof text === 'string' ? [[protocol, text]] : [])),
  );
  const { default: text, ...others } = texts;
  if (text === undefined) throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { text, texts: others };
}

function parse(message: string): object {
  try {
    const parsed: unknown = JSON.parse(message);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // Said below, as for JSON that is no object.
  }
  throw invalidParameter('Message Structure - JSON message body failed to parse');
}
