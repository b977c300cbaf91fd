import type { Item, Value } from './value.ts';

/**
 * Items as the store keeps them: the API's own JSON, with base64 for binary values. Most items hold no binary value
 * and are written and read by the JSON functions alone; the others carry a mark in front.
 */
const HOLDS_BINARY = 'b';

export function toStored(item: Item): string {
  if (!holdsBinary({ M: item })) return JSON.stringify(item);
  return HOLDS_BINARY + JSON.stringify(item, (_name, value) => (value instanceof Uint8Array ? base64(value) : value));
}

export function fromStored(text: string): Item {
  if (!text.startsWith(HOLDS_BINARY)) return JSON.parse(text);
  return mapItem(JSON.parse(text.slice(HOLDS_BINARY.length)));
}

function holdsBinary(value: Value): boolean {
  if ('B' in value || 'BS' in value) return true;
  if ('M' in value) {
    for (const name in value.M) {
      const attribute = value.M[name];
      if (attribute && holdsBinary(attribute)) return true;
    }
    return false;
  }
  return 'L' in value && value.L.some(holdsBinary);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

const bytes = (text: unknown) => Uint8Array.from(Buffer.from(String(text), 'base64'));

const mapItem = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromBase64(value)]));

/** A value read from JSON, where binary members are still text. */
function fromBase64(value: Value): Value {
  if ('B' in value) return { B: bytes(value.B) };
  if ('BS' in value) return { BS: value.BS.map(bytes) };
  if ('M' in value) return { M: mapItem(value.M) };
  return 'L' in value ? { L: value.L.map(fromBase64) } : value;
}
