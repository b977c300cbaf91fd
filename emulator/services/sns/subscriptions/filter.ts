import { compilePattern } from '../../eventbridge/patterns/pattern.ts';
import { PatternError } from '../../eventbridge/patterns/pattern-error.ts';
import { invalidParameter } from '../errors.ts';
import { FILTER_POLICY_BYTES, FILTER_POLICY_COMBINATIONS, FILTER_POLICY_KEYS } from '../limits.ts';
import type { Attributes } from '../publishing/notification.ts';

export const FILTER_SCOPES = ['MessageAttributes', 'MessageBody'] as const;
export type FilterScope = (typeof FILTER_SCOPES)[number];

/** What filter policies look at, worked out once for all subscriptions of a message. */
export interface FilterView {
  readonly attributes: object;
  /** Undefined when the body is no JSON object. */
  readonly body: object | undefined;
}

export type Filter = (view: FilterView) => boolean;

/**
 * Compiles a filter policy. Its language is that of event patterns, under tighter limits.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html
 *
 * @param parameter how messages call it: `FilterPolicy`, or `Attributes Reason: FilterPolicy` at creation
 * @throws AwsError InvalidParameter
 */
export function compileFilter(text: string, scope: FilterScope, parameter: string): Filter {
  if (Buffer.byteLength(text) > FILTER_POLICY_BYTES) throw invalidParameter(`${parameter}: Filter policy is too large`);
  const pattern = compile(text, parameter);
  const paths = new Set(pattern.branches.flatMap((branch) => [...branch.keys()]));
  const nested = isNested(JSON.parse(text));
  if (scope === 'MessageAttributes' && nested) {
    throw invalidParameter('Filter policy scope MessageAttributes does not support nested filter policy');
  }
  if (paths.size > FILTER_POLICY_KEYS) {
    throw invalidParameter(`${parameter}: Filter policy can not have more than ${FILTER_POLICY_KEYS} keys`);
  }
  const combinations = pattern.branches.reduce((sum, branch) => sum + combinationsOf(branch, nested), 0);
  if (combinations > FILTER_POLICY_COMBINATIONS) throw invalidParameter(`${parameter}: Filter policy is too complex`);
  if (scope === 'MessageAttributes') return ({ attributes }) => pattern.matches(attributes);
  return ({ body }) => body !== undefined && pattern.matches(body);
}

export const filterView = (message: string, attributes: Attributes): FilterView => {
  let body: object | undefined;
  let read = false;
  return {
    attributes: attributesView(attributes),
    get body() {
      if (!read) body = parseObject(message);
      read = true;
      return body;
    },
  };
};

function compile(text: string, parameter: string) {
  try {
    return compilePattern(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw invalidParameter(`${parameter}: ${parses(text) ? '' : 'failed to parse JSON. '}${error.message}`);
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a key holds keys of its own, `$or` aside. */
function isNested(policy: unknown): boolean {
  if (typeof policy !== 'object' || policy === null) return false;
  return Object.entries(policy).some(([key, value]) =>
    key === '$or' && Array.isArray(value) ? value.some(isNested) : !Array.isArray(value),
  );
}

/** The numbers of values multiplied; in bodies each number counts as often as its key is deep. */
function combinationsOf(branch: ReadonlyMap<string, readonly unknown[]>, nested: boolean): number {
  return [...branch].reduce((product, [path, values]) => {
    const depth = nested ? path.split('.').length : 1;
    return product * values.length * depth;
  }, 1);
}

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html: binary values are ignored. */
function attributesView(attributes: Attributes): object {
  const view: Record<string, unknown> = {};
  for (const [name, { type, value }] of Object.entries(attributes)) {
    if (type === 'String.Array') view[name] = parseArray(value);
    else if (type === 'Number' || type.startsWith('Number.')) view[name] = Number(value);
    else if (!type.startsWith('Binary')) view[name] = value;
  }
  return view;
}

function parseArray(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : text;
  } catch {
    return text;
  }
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
