/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-numeric-matching */
export const LARGEST_NUMBER = 5_000_000_000;

/** Numbers are compared to this many digits right of the decimal point (same page). */
const DECIMALS = 6;
const SCALE = 10 ** DECIMALS;

/**
 * The form in which patterns compare numbers: in millionths, what is finer being cut off. Undefined for a number
 * outside of ±5,000,000,000, which no range includes and which equals only itself.
 */
export function comparable(value: number): number | undefined {
  if (value < -LARGEST_NUMBER || value > LARGEST_NUMBER) return undefined;
  return Math.trunc(value * SCALE) + 0;
}

export const OUT_OF_RANGE = 'Value must be between -5.0E9 and 5.0E9, inclusive';
