import { invalidPattern } from '../errors.ts';
import type { Token } from './tokens.ts';

export const OPERATORS = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Operator = (typeof OPERATORS)[number];

export type Compare = (actual: string | number | boolean) => boolean;

/** What a field is compared with: a number, a text with `*` for anything, or a `%regular expression%`. */
export function comparison(operator: Operator, wanted: Token): Compare {
  const { text } = wanted;
  if (wanted.kind === 'regex') {
    const regex = regexOf(text);
    return (actual) => regex.test(String(actual)) === (operator === '=');
  }
  if (operator !== '=' && operator !== '!=') return order(operator, Number(text));
  const equal = equality(wanted);
  return operator === '=' ? equal : (actual) => !equal(actual);
}

function equality({ kind, text }: Token): Compare {
  if (text.includes('*')) {
    const regex = wildcard(text);
    return (actual) => regex.test(String(actual));
  }
  const number = kind === 'word' ? Number(text) : Number.NaN;
  return (actual) => String(actual) === text || (!Number.isNaN(number) && Number(actual) === number);
}

function order(operator: Operator, limit: number): Compare {
  if (Number.isNaN(limit)) throw invalidPattern();
  const orders: Partial<Record<Operator, (value: number) => boolean>> = {
    '<': (value) => value < limit,
    '<=': (value) => value <= limit,
    '>': (value) => value > limit,
    '>=': (value) => value >= limit,
  };
  const compare = orders[operator];
  return (actual) => actual !== '' && typeof actual !== 'boolean' && (compare?.(Number(actual)) ?? false);
}

function wildcard(text: string): RegExp {
  return new RegExp(`^${text.split('*').map(escaped).join('[\\s\\S]*')}$`);
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** @throws AwsError InvalidParameterException */
export function regexOf(expression: string): RegExp {
  try {
    return new RegExp(expression);
  } catch {
    throw invalidPattern();
  }
}
