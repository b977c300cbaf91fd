import { receiptHandleIsInvalid } from './errors.ts';

/** One receipt of a message. */
export interface Receipt {
  /** The message's number in the store. */
  readonly row: number;
  /** How often the message had been received by then, this time included. */
  readonly count: number;
}

/** The handle of one receipt: opaque to clients, and different at every receipt of the same message. */
export function writeReceiptHandle({ row, count }: Receipt, messageId: string): string {
  return Buffer.from(`${row} ${messageId} ${count}`).toString('base64');
}

/** @throws AwsError ReceiptHandleIsInvalid */
export function readReceiptHandle(handle: string): Receipt {
  const [, row, count] = /^(\d+) \S+ (\d+)$/.exec(Buffer.from(handle, 'base64').toString('utf8')) ?? [];
  if (!row || !count) throw receiptHandleIsInvalid(handle);
  return { row: Number(row), count: Number(count) };
}
