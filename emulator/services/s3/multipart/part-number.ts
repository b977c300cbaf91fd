import { invalidArgument } from '../errors.ts';
import { HIGHEST_PART_NUMBER } from '../limits.ts';

/** @throws AwsError InvalidArgument outside 1 to 10,000 */
export function checkPartNumber(number: number | undefined): number {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= HIGHEST_PART_NUMBER) return number;
  throw invalidArgument(
    `Part number must be an integer between 1 and ${HIGHEST_PART_NUMBER}, inclusive`,
    'partNumber',
    number,
  );
}
