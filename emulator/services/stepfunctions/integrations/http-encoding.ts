import { isObject, type Json, type JsonObject, textOf } from '../json.ts';

/** How a form writes the items of an array: https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */
export const ARRAY_FORMATS = ['INDICES', 'REPEAT', 'COMMAS', 'BRACKETS', 'NONE'] as const;
export type ArrayFormat = (typeof ARRAY_FORMATS)[number];

/** A request body as `application/x-www-form-urlencoded`; members of objects are named `outer[inner]`. */
export function urlEncoded(body: JsonObject, format: ArrayFormat): string {
  const pairs = Object.entries(body).flatMap(([name, value]) => pairsOf(name, value, format));
  return pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function pairsOf(name: string, value: Json, format: ArrayFormat): [string, string][] {
  if (Array.isArray(value)) return arrayPairs(name, value, format);
  if (isObject(value)) {
    return Object.entries(value).flatMap(([member, inner]) => pairsOf(`${name}[${member}]`, inner, format));
  }
  return [[name, textOf(value)]];
}

function arrayPairs(name: string, items: readonly Json[], format: ArrayFormat): [string, string][] {
  switch (format) {
    case 'INDICES':
      return items.flatMap((item, index) => pairsOf(`${name}[${index}]`, item, format));
    case 'BRACKETS':
      return items.flatMap((item) => pairsOf(`${name}[]`, item, format));
    case 'REPEAT':
      return items.flatMap((item) => pairsOf(name, item, format));
    case 'COMMAS':
      return [[name, items.map(textOf).join(',')]];
    case 'NONE':
      return [[name, JSON.stringify(items)]];
  }
}
