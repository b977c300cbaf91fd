import { isObject, type Json } from '../json.ts';

/** JSON Pointer, https://www.rfc-editor.org/rfc/rfc6901#section-3: empty, or names that each follow a slash. */
export const isJsonPointer = (text: string): boolean => /^(?:\/(?:[^~]|~[01])*)?$/.test(text);

/** What a pointer leads to in a document; undefined when there is nothing (RFC 6901, section 4). */
export function pointedAt(document: Json, pointer: string): Json | undefined {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<Json | undefined>(memberOf, document);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  if (Array.isArray(value)) return /^(?:0|[1-9]\d*)$/.test(name) ? value[Number(name)] : undefined;
  return value !== undefined && isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
