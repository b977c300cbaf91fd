import { z } from 'zod';

/**
 * The names that a schema takes at a path, for messages and SUPPORT.md.
 *
 * @param path keys and list positions; positions lead to the element's schema
 * @returns sorted; empty where the schema takes any name or none
 */
export function propertyNames(schema: z.core.$ZodType, path: readonly PropertyKey[] = []): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) {
    const names = inner.options.flatMap((option) => propertyNames(option, path));
    return [...new Set(names)].sort();
  }
  const [key, ...rest] = path;
  if (key === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape).sort() : [];
  const child = childSchema(inner, key);
  return child ? propertyNames(child, rest) : [];
}

function childSchema(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return schema.shape[String(key)];
  if (schema instanceof z.ZodArray) return schema.element;
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return undefined;
}

/** The schema inside optional, default, transforming and lazy wrappers. */
function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodCatch
  )
    return unwrap(schema.def.innerType);
  if (schema instanceof z.ZodPipe) return unwrap(schema.in instanceof z.ZodTransform ? schema.out : schema.in);
  return schema instanceof z.ZodLazy ? unwrap(schema.def.getter()) : schema;
}
