import type { MessageAttributeValue } from '@aws-sdk/client-sqs';

/** Message attributes by name. */
export type Attributes = Readonly<Record<string, MessageAttributeValue>>;

/** JSON with binary values in base64. */
export function writeAttributes(attributes: Attributes): string {
  const entries = Object.entries(attributes).map(([name, { BinaryValue, ...rest }]) => [
    name,
    BinaryValue ? { ...rest, BinaryValue: { base64: Buffer.from(BinaryValue).toString('base64') } } : rest,
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}

export function readAttributes(text: string): Attributes {
  if (text === '{}') return {};
  return JSON.parse(text, (_key, value: unknown) => {
    const binary = typeof value === 'object' && value !== null && 'base64' in value ? value.base64 : undefined;
    return typeof binary === 'string' ? new Uint8Array(Buffer.from(binary, 'base64')) : value;
  });
}
