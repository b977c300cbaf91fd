import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-arrays */
export const MAX_RANGE_ITEMS = 1000;

/** `States.ArrayRange(first, last, step)`: first, first + step, … up to and including last. Fractions are rounded. */
export const arrayRange = intrinsic('States.ArrayRange', ['number', 'number', 'number'], ([first, last, step]) =>
  range(Math.round(first), Math.round(last), Math.round(step), MAX_RANGE_ITEMS),
);

/** @throws InvalidArgument when `step` is 0 or the range has more than `maxItems` items. */
export function range(first: number, last: number, step: number, maxItems: number): number[] {
  if (step === 0) throw new InvalidArgument('The step must not be zero.');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (!(count <= maxItems)) {
    throw new InvalidArgument(`The range must not contain more than ${maxItems} items.`);
  }
  return Array.from({ length: count }, (_, i) => first + i * step);
}
