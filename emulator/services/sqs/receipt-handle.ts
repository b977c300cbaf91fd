import { receiptHandleIsInvalid } from './errors.ts';

/**
 * The handle of one receipt: opaque to clients, and different at every receipt of the same message.
 *
 * @param row the message's number in the store
 */
export function writeReceiptHandle(row: number, messageId: string, nonce: string): string {
  return Buffer.from(`${row} ${messageId} ${nonce}`).toString('base64');
}

/**
 * @returns the message's number in the store
 * @throws AwsError ReceiptHandleIsInvalid
 */
export function readReceiptHandle(handle: string): number {
  const row = /^(\d+) \S+ \S+$/.exec(Buffer.from(handle, 'base64').toString('utf8'))?.[1];
  if (!row) throw receiptHandleIsInvalid(handle);
  return Number(row);
}
