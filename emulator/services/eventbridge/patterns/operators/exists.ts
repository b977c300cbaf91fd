import type { Condition } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';

/** `{"exists": true}`: the field has a value; `{"exists": false}`: it has none. Only leaves of the event count. */
export function parseExists(reader: JsonReader): Condition {
  const token = reader.next();
  if (token !== 'true' && token !== 'false') throw reader.error('exists match pattern must be either true or false.');
  const exists = token === 'true';
  return { source: { exists }, hint: { by: exists ? 'any' : 'absence' }, test: () => exists };
}
