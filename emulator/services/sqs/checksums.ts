import { createHash, hash } from 'node:crypto';
import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

export const md5 = (text: string) => hash('md5', text);

/**
 * The digest of message attributes that clients check
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html).
 */
export function md5OfAttributes(attributes: Readonly<Record<string, MessageAttributeValue>>): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const digest = createHash('md5');
  const field = (bytes: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    digest.update(length).update(bytes);
  };
  for (const name of names) {
    const { DataType = '', StringValue, BinaryValue } = attributes[name] ?? {};
    field(Buffer.from(name));
    field(Buffer.from(DataType));
    digest.update(Buffer.from([DataType.startsWith('Binary') ? 2 : 1]));
    field(BinaryValue ?? Buffer.from(StringValue ?? ''));
  }
  return digest.digest('hex');
}
