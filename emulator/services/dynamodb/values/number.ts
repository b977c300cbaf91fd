import { ValidationError } from '../errors.ts';
import { NUMBER_LARGEST_EXPONENT, NUMBER_SIGNIFICANT_DIGITS, NUMBER_SMALLEST_EXPONENT } from '../limits.ts';

/**
 * Numbers of DynamoDB: decimals of up to 38 significant digits, exact.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 */

/** `0.digits × 10^exponent`, with neither leading nor trailing zeros; zero has no digits. */
export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Integers that are canonical already and exact in floating point. */
const SMALL_INTEGER = /^(?:0|-?[1-9]\d{0,14})$/;
const EXACT_INTEGER_DIGITS = 15;

/**
 * A number in canonical form: `1E2` → `100`, `0042.1200` → `42.12`, `-0` → `0`.
 *
 * @throws ValidationError when it is not a number, or too long, large or small to be stored
 */
export function canonicalNumber(text: string): string {
  if (SMALL_INTEGER.test(text)) return text;
  return formatDecimal(inRange(parseNumber(text)));
}

function parseNumber(text: string): Decimal {
  const match = NUMBER.exec(text);
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || (!whole && !fraction)) {
    throw new ValidationError(`The parameter cannot be converted to a numeric value${text ? `: ${text}` : ''}`);
  }
  return decimal(match[1] === '-', whole + fraction, whole.length + Number(match[4] ?? 0));
}

/** A canonical number, taken apart. */
export function parseDecimal(canonical: string): Decimal {
  const negative = canonical.startsWith('-');
  const [whole = '', fraction = ''] = (negative ? canonical.slice(1) : canonical).split('.');
  return decimal(negative, whole + fraction, whole.length);
}

function decimal(negative: boolean, digits: string, exponent: number): Decimal {
  let start = 0;
  let end = digits.length;
  while (start < end && digits[start] === '0') start += 1;
  while (end > start && digits[end - 1] === '0') end -= 1;
  if (start === end) return { negative: false, digits: '', exponent: 0 };
  return { negative, digits: digits.slice(start, end), exponent: exponent - start };
}

function inRange(value: Decimal): Decimal {
  if (!value.digits) return value;
  if (value.digits.length > NUMBER_SIGNIFICANT_DIGITS) {
    throw new ValidationError('Attempting to store more than 38 significant digits in a Number');
  }
  if (value.exponent - 1 > NUMBER_LARGEST_EXPONENT) {
    throw new ValidationError(
      'Number overflow. Attempting to store a number with magnitude larger than supported range',
    );
  }
  if (value.exponent - 1 < NUMBER_SMALLEST_EXPONENT) {
    throw new ValidationError(
      'Number underflow. Attempting to store a number with magnitude smaller than supported range',
    );
  }
  return value;
}

function formatDecimal({ negative, digits, exponent }: Decimal): string {
  if (!digits) return '0';
  const sign = negative ? '-' : '';
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  if (exponent >= digits.length) return sign + digits + '0'.repeat(exponent - digits.length);
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`;
}

/**
 * The sum of two canonical numbers, canonical again.
 *
 * @throws ValidationError when it needs more digits or a larger magnitude than can be stored
 */
export function add(left: string, right: string): string {
  if (isSmall(left) && isSmall(right)) return String(Number(left) + Number(right));
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  const scale = Math.min(a.exponent - a.digits.length, b.exponent - b.digits.length);
  const sum = coefficient(a, scale) + coefficient(b, scale);
  const digits = String(sum < 0n ? -sum : sum);
  return formatDecimal(inRange(decimal(sum < 0n, digits, digits.length + scale)));
}

export const subtract = (left: string, right: string): string => add(left, negate(right));

const negate = (canonical: string): string => {
  if (canonical === '0') return canonical;
  return canonical.startsWith('-') ? canonical.slice(1) : `-${canonical}`;
};

// A digit less than is exact, so that the sum is exact too.
const isSmall = (canonical: string) => canonical.length < EXACT_INTEGER_DIGITS && SMALL_INTEGER.test(canonical);

/** The value as a whole number of 10^scale. */
function coefficient({ negative, digits, exponent }: Decimal, scale: number): bigint {
  const magnitude = BigInt(digits || '0') * 10n ** BigInt(Math.max(0, exponent - digits.length - scale));
  return negative ? -magnitude : magnitude;
}

/** Negative, zero or positive as `left` is less than, equal to or greater than `right`; both canonical. */
export function compareNumbers(left: string, right: string): number {
  if (left === right) return 0;
  if (isSmall(left) && isSmall(right)) return Number(left) - Number(right);
  const a = parseDecimal(left);
  const b = parseDecimal(right);
  const signs = signOf(a) - signOf(b);
  if (signs !== 0) return signs;
  const magnitudes = a.exponent - b.exponent || (a.digits < b.digits ? -1 : 1);
  return a.negative ? -magnitudes : magnitudes;
}

const signOf = ({ negative, digits }: Decimal) => (digits ? (negative ? -1 : 1) : 0);
