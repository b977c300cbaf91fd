import { type Json, type JsonObject, setMember } from '../json.ts';

/** A function, which is a value in JSONata and none in JSON. */
export class NotJson extends Error {}

/**
 * A plain copy of what the library answered. Its lists carry marks that would change their meaning in a later expression, its
 * objects have no prototype. A number that JSON does not have becomes its name, `"Infinity"`, as on AWS; adding 0 makes an
 * ordinary zero of -0.
 * @throws NotJson for a function, at any depth
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : String(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object' && !('_jsonata_lambda' in value || '_jsonata_function' in value))
    return plainObject(value);
  throw new NotJson();
}

function plainObject(value: object): JsonObject {
  const copy: JsonObject = {};
  for (const [name, member] of Object.entries(value)) if (member !== undefined) setMember(copy, name, toJson(member));
  return copy;
}
