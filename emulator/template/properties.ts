import type { z } from 'zod';
import { formatPath } from './language/errors.ts';
import { hasUnknown, isRecord, Unknown } from './language/unknown.ts';
import { propertyNames } from './property-names.ts';
import type { ResourceType } from './resource-type.ts';

/** What a resource type says of one of a resource's properties. */
export interface PropertyProblem {
  /** `LifecycleConfiguration.Rules.0.Foo`; empty for the properties as a whole. */
  readonly path: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
  /** The property may be right on AWS; it is the emulator that does not have it. */
  readonly unsupported: boolean;
}

export interface CheckedProperties {
  /** As the type's schema answers; undefined when there are problems or the values are not all known. */
  readonly parsed: unknown;
  /** The properties without those that are inert or, if that was allowed, unsupported. */
  readonly kept: unknown;
  readonly problems: readonly PropertyProblem[];
  /** Paths of unsupported properties that were left out because that was allowed. */
  readonly dropped: readonly string[];
}

/**
 * Checks properties, with functions evaluated, against the schema of their type. Values that are `Unknown` are not
 * judged; everything around them is.
 *
 * @param allowUnsupported leaves out what the schema does not know instead of finding fault with it
 */
export function checkProperties(
  type: ResourceType,
  properties: unknown,
  { allowUnsupported = false } = {},
): CheckedProperties {
  const dropped: string[] = [];
  let kept = properties;
  for (;;) {
    const outcome = parse(type.schema, kept);
    if (outcome.data !== undefined) return { parsed: outcome.data, kept, problems: [], dropped };
    const issues = outcome.issues.flatMap((issue) => withoutUnknown(issue, kept));
    const strippable = issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [],
    );
    const stripped = strippable.filter((path) => {
      const inert = isInert(type, path);
      if (!inert && allowUnsupported) dropped.push(formatPath(path));
      return inert || allowUnsupported;
    });
    if (stripped.length === 0)
      return { parsed: undefined, kept, problems: issues.flatMap((issue) => describe(type, issue)), dropped };
    kept = stripped.reduce(without, kept);
  }
}

interface Outcome {
  readonly data?: unknown;
  readonly issues: readonly z.core.$ZodIssue[];
}

function parse(schema: z.ZodType, properties: unknown): Outcome {
  try {
    const result = schema.safeParse(concrete(properties));
    return result.success && !hasUnknown(properties)
      ? { data: result.data, issues: [] }
      : { issues: result.error?.issues ?? [] };
  } catch (error) {
    // A transformation may choke on what stands for an unknown value; it is tried again when the value is there.
    if (hasUnknown(properties)) return { issues: [] };
    throw error;
  }
}

/** The same value with text in the place of what is not known. */
function concrete(value: unknown): unknown {
  if (value instanceof Unknown) return value.description;
  if (Array.isArray(value)) return value.map(concrete);
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, concrete(inner)]));
  return value;
}

/** The issue, or its part that does not come from an unknown value. */
function withoutUnknown(issue: z.core.$ZodIssue, properties: unknown): z.core.$ZodIssue[] {
  if (leadsToUnknown(properties, issue.path)) return [];
  if (issue.code === 'invalid_union') {
    const branches = issue.errors.map((errors) =>
      errors.flatMap((inner) => withoutUnknown({ ...inner, path: [...issue.path, ...inner.path] }, properties)),
    );
    return branches.length > 0 && branches.some((errors) => errors.length === 0) ? [] : closest(branches, issue);
  }
  return issue.code === 'custom' && hasUnknown(valueAt(properties, issue.path)) ? [] : [issue];
}

/** Of the alternatives of a union, the one that was probably meant: where the fault lies deepest. */
function closest(branches: readonly z.core.$ZodIssue[][], union: z.core.$ZodIssue): z.core.$ZodIssue[] {
  const depth = (issues: readonly z.core.$ZodIssue[]) =>
    Math.max(...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)));
  const deepest = Math.max(...branches.map(depth), union.path.length);
  const best = deepest > union.path.length ? branches.find((issues) => depth(issues) === deepest) : undefined;
  return best ?? [union];
}

function leadsToUnknown(value: unknown, path: readonly PropertyKey[]): boolean {
  if (value instanceof Unknown) return true;
  const [key, ...rest] = path;
  return key !== undefined && leadsToUnknown(childOf(value, key), rest);
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => path.reduce(childOf, value);

function childOf(value: unknown, key: PropertyKey): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isRecord(value) ? value[String(key)] : undefined;
}

/** A copy of `value` without what lies at `path`. */
function without(value: unknown, [key, ...rest]: readonly PropertyKey[]): unknown {
  if (Array.isArray(value))
    return value.map((element, index) => (index === Number(key) ? without(element, rest) : element));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, inner]) => [name, name === key ? without(inner, rest) : inner]),
  );
}

/** Inert properties are named by their path without list positions. */
function isInert({ inert = {} }: ResourceType, path: readonly PropertyKey[]): boolean {
  return Object.hasOwn(inert, formatPath(path.filter((key) => typeof key !== 'number')));
}

function describe(type: ResourceType, issue: z.core.$ZodIssue): PropertyProblem[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ path: formatPath(issue.path), message: issue.message, unsupported: false }];
  const allowed = propertyNames(type.schema, issue.path);
  const inert = issue.path.length === 0 ? Object.keys(type.inert ?? {}) : [];
  const names = [...new Set([...allowed, ...inert])].sort().join(', ');
  return issue.keys.map((key) => ({
    path: formatPath([...issue.path, key]),
    message: names ? `not supported; allowed here: ${names}` : 'not supported',
    unsupported: true,
  }));
}
