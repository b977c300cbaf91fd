import { typeOf, type Value } from '../values/value.ts';

/** `{S:text}`, as messages show a value. */
export function showValue(value: Value): string {
  return `{${typeOf(value)}:${showContent(value)}}`;
}

function showContent(value: Value): string {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return Buffer.from(value.B).toString('base64');
  if ('SS' in value) return `[${value.SS.join(', ')}]`;
  if ('NS' in value) return `[${value.NS.join(', ')}]`;
  if ('L' in value) return `[${value.L.map(showValue).join(', ')}]`;
  if ('M' in value) {
    return `{${Object.entries(value.M)
      .map(([name, member]) => `${name}=${showValue(member)}`)
      .join(', ')}}`;
  }
  if ('BS' in value) return `[${value.BS.map((bytes) => Buffer.from(bytes).toString('base64')).join(', ')}]`;
  return String('BOOL' in value ? value.BOOL : true);
}
