import type { MockResponseValidationMode } from '@aws-sdk/client-sfn';
import type { NormalizedSchema } from '@smithy/core/schema';
import { requiredMembers } from '../../../door/wire/model.ts';
import { isObject, type Json } from '../json.ts';
import { spelled } from './member-names.ts';
import type { Constraint, ModelConstraints } from './model-constraints/model-constraints.ts';

/**
 * What is wrong with a mocked answer by the operation's model: the first member of a wrong type or outside its enum or
 * range and, in STRICT mode, the first that is required and missing. Members that the model does not have are fine, as
 * on AWS.
 */
export function mockProblem(
  schema: NormalizedSchema,
  value: Json,
  mode: MockResponseValidationMode,
  constraints: ModelConstraints,
): string | undefined {
  if (mode === 'NONE' || !schema.isStructSchema() || !isObject(value)) return undefined;
  if (mode === 'STRICT') {
    const missing = requiredMembers(schema).find((member) => value[spelled(member)] === undefined);
    if (missing !== undefined) return `Field '${spelled(missing)}' is required`;
  }
  const constrained = constraints[schema.getName() ?? ''];
  for (const [member, memberSchema] of schema.structIterator()) {
    const found = value[spelled(member)];
    if (found === undefined || found === null) continue;
    const problem = problemOf(memberSchema, found, constrained?.[member]);
    if (problem !== undefined) return `Field '${spelled(member)}' ${problem}`;
    for (const inner of structuresIn(memberSchema, found)) {
      const within = mockProblem(inner.schema, inner.value, mode, constraints);
      if (within !== undefined) return within;
    }
  }
  return undefined;
}

function problemOf(schema: NormalizedSchema, value: Json, constraint: Constraint | undefined): string | undefined {
  const [fits, expected] = expectation(schema, value);
  if (!fits) return `must be ${expected}`;
  if (!schema.isListSchema() || !Array.isArray(value)) return constraint && violation(schema, value, constraint);
  for (const item of value) {
    const problem = problemOf(schema.getValueSchema(), item, constraint?.items);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** The structure that a member is, or the structures in its list. */
function structuresIn(schema: NormalizedSchema, value: Json): { schema: NormalizedSchema; value: Json }[] {
  if (schema.isListSchema() && Array.isArray(value)) {
    return value.flatMap((item) => structuresIn(schema.getValueSchema(), item));
  }
  return schema.isStructSchema() ? [{ schema, value }] : [];
}

/** In the words of AWS. */
function violation(schema: NormalizedSchema, value: Json, { enum: allowed, min, max }: Constraint): string | undefined {
  if (typeof value === 'number') {
    if (min !== undefined && value < min) return 'is less than the minimum value';
    return max !== undefined && value > max ? 'exceeds the maximum value' : undefined;
  }
  if (typeof value !== 'string') return undefined;
  if (allowed) return allowed.includes(value) ? undefined : 'is not an expected value';
  const length = schema.isBlobSchema() ? Buffer.byteLength(value, 'base64') : value.length;
  if (min !== undefined && length < min) return 'is smaller than the minimum length';
  return max !== undefined && length > max ? 'exceeds the maximum length' : undefined;
}

/** Payloads are any JSON; times and other bytes are texts. */
function expectation(schema: NormalizedSchema, value: Json): [boolean, string] {
  if (schema.isListSchema()) return [Array.isArray(value), 'an array'];
  if (schema.isMapSchema() || schema.isStructSchema()) return [isObject(value), 'an object'];
  if (schema.isBlobSchema())
    return [schema.getMergedTraits().httpPayload === 1 || typeof value === 'string', 'a string'];
  if (schema.isNumericSchema()) return [typeof value === 'number', 'a number'];
  if (schema.isBooleanSchema()) return [typeof value === 'boolean', 'a boolean'];
  if (schema.isTimestampSchema() || schema.isStringSchema()) return [typeof value === 'string', 'a string'];
  return [true, ''];
}
