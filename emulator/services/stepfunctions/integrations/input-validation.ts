import type { NormalizedSchema } from '@smithy/core/schema';
import { isObject, type Json } from '../json.ts';
import { spelled } from './member-names.ts';

/** What a payload template puts at the end of the names of fields that are evaluated. */
const EVALUATED = /\.\$$/;

/** The first field of a Task's Parameters or Arguments that the operation's input does not have. */
export function unknownField(schema: NormalizedSchema, template: Json): string | undefined {
  if (schema.isListSchema() && Array.isArray(template)) {
    return firstOf(template, (item) => unknownField(schema.getValueSchema(), item));
  }
  if (!isObject(template)) return undefined;
  if (schema.isMapSchema()) {
    return firstOf(Object.values(template), (value) => unknownField(schema.getValueSchema(), value));
  }
  if (!schema.isStructSchema()) return undefined;
  const members = new Map([...schema.structIterator()].map(([name, member]) => [spelled(name), member]));
  return firstOf(Object.entries(template), ([key, value]) => {
    const member = members.get(key.replace(EVALUATED, ''));
    return member ? unknownField(member, value) : key;
  });
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
