import { BlockList, isIP } from 'node:net';
import { matchesWildcard } from './wildcard.ts';

/** Values of condition keys, by lower-case key: keys are compared without regard to case. */
export type ConditionContext = ReadonlyMap<string, readonly string[]>;

type Compare = (actual: string, expected: string) => boolean;

const number = (compare: (a: number, b: number) => boolean): Compare => {
  return (actual, expected) => compare(Number(actual), Number(expected));
};
const date = (compare: (a: number, b: number) => boolean): Compare => {
  const time = (text: string) => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text));
  return (actual, expected) => compare(time(actual), time(expected));
};
const arnLike: Compare = (actual, expected) => {
  const [pattern, parts] = [expected.split(':'), actual.split(':')];
  const tail = (list: string[]) => [...list.slice(0, 5), list.slice(5).join(':')];
  const [a, b] = [tail(pattern), tail(parts)];
  return b.length === a.length && a.every((part, index) => matchesWildcard(part, b[index] ?? ''));
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: Readonly<Record<string, Compare>> = {
  StringEquals: (actual, expected) => actual === expected,
  StringEqualsIgnoreCase: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  StringLike: (actual, expected) => matchesWildcard(expected, actual),
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
  DateEquals: date((a, b) => a === b),
  DateLessThan: date((a, b) => a < b),
  DateLessThanEquals: date((a, b) => a <= b),
  DateGreaterThan: date((a, b) => a > b),
  DateGreaterThanEquals: date((a, b) => a >= b),
  Bool: (actual, expected) => actual.toLowerCase() === expected.toLowerCase(),
  BinaryEquals: (actual, expected) => actual === expected,
  IpAddress: inRange,
  ArnEquals: arnLike,
  ArnLike: arnLike,
};

/** Operators that hold when none of the values fits. */
const NEGATIONS: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
  NotIpAddress: 'IpAddress',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

function inRange(actual: string, expected: string): boolean {
  const [address = '', prefix] = expected.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  if (!isIP(address) || !isIP(actual)) return false;
  const range = new BlockList();
  if (prefix === undefined) range.addAddress(address, family);
  else range.addSubnet(address, Number(prefix), family);
  return range.check(actual, isIP(actual) === 6 ? 'ipv6' : 'ipv4');
}

export type Conditions = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Whether all conditions of a statement hold. */
export function conditionsHold(conditions: Conditions, context: ConditionContext): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) =>
      holds(
        operator,
        context.get(key.toLowerCase()),
        expected.map((value) => substitute(value, context)),
      ),
    ),
  );
}

function holds(operator: string, actual: readonly string[] | undefined, expected: readonly string[]): boolean {
  const [, set, bare = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  if (bare === 'Null') return expected.includes(String(actual === undefined));
  const negated = NEGATIONS[bare];
  const compare = OPERATORS[negated ?? bare];
  if (!compare) throw new Error(`The IAM condition operator ${operator} is not known`);
  if (actual === undefined || actual.length === 0)
    return Boolean(ifExists) || set === 'ForAllValues' || negated !== undefined;
  const one = (value: string) => expected.some((pattern) => compare(value, pattern)) !== (negated !== undefined);
  return set === 'ForAnyValue' ? actual.some(one) : actual.every(one);
}

/** `${aws:username}` and the like (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). */
export function substitute(text: string, context: ConditionContext): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^}]+)\}/g, (whole, variable: string) => {
    if (variable === '*' || variable === '?' || variable === '$') return variable;
    const [key = '', fallback] = variable.split(/,\s*/);
    return context.get(key.trim().toLowerCase())?.[0] ?? fallback?.replace(/^'|'$/g, '') ?? whole;
  });
}
