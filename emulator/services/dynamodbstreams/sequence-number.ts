import { ValidationError } from './errors.ts';

/** Sequence numbers have 21 digits (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html) and sort as text. */
const DIGITS = 20;
const FORM = new RegExp(`^1(\\d{${DIGITS}})$`);

/** The sequence number of a record, as clients see it. */
export const sequenceNumber = (sequence: number): string => `1${String(sequence).padStart(DIGITS, '0')}`;

/** @throws AwsError ValidationException */
export function parseSequenceNumber(text: string): number {
  const [, digits] = FORM.exec(text) ?? [];
  const sequence = Number(digits);
  if (!Number.isSafeInteger(sequence)) throw new ValidationError(`Invalid SequenceNumber: ${text}`);
  return sequence;
}
