import type { MockResponseValidationMode } from '@aws-sdk/client-sfn';
import type { NormalizedSchema } from '@smithy/core/schema';
import { requiredMembers } from '../../../door/wire/model.ts';
import { isObject, type Json } from '../json.ts';

/** How Step Functions spells a member of the API. */
const spelled = (member: string): string => member.charAt(0).toUpperCase() + member.slice(1);

/**
 * What is wrong with a mocked answer by the operation's model: the first member of a wrong type and, in STRICT mode,
 * the first that is required and missing. Members that the model does not have are fine, as on AWS.
 */
export function mockProblem(
  schema: NormalizedSchema,
  value: Json,
  mode: MockResponseValidationMode,
): string | undefined {
  if (mode === 'NONE' || !schema.isStructSchema() || !isObject(value)) return undefined;
  if (mode === 'STRICT') {
    const missing = requiredMembers(schema).find((member) => value[spelled(member)] === undefined);
    if (missing !== undefined) return `Field '${spelled(missing)}' is required`;
  }
  for (const [member, memberSchema] of schema.structIterator()) {
    const found = value[spelled(member)];
    const problem =
      found === undefined || found === null ? undefined : problemOf(spelled(member), memberSchema, found, mode);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOf(
  name: string,
  schema: NormalizedSchema,
  value: Json,
  mode: MockResponseValidationMode,
): string | undefined {
  const [fits, expected] = expectation(schema, value);
  if (!fits) return `Field '${name}' must be ${expected}`;
  if (schema.isListSchema() && Array.isArray(value)) {
    return value
      .map((item) => problemOf(name, schema.getValueSchema(), item, mode))
      .find((found) => found !== undefined);
  }
  return schema.isStructSchema() ? mockProblem(schema, value, mode) : undefined;
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
