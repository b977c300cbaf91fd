import { invalidArgument, keyTooLong } from '../errors.ts';
import { LONGEST_KEY_BYTES } from '../limits.ts';

/**
 * The key of an object that is to be written.
 *
 * @throws AwsError KeyTooLongError beyond 1,024 bytes of UTF-8
 */
export function checkKey(key: string | undefined): string {
  if (!key) throw invalidArgument('The key of an object must not be empty', 'Key', key ?? '');
  // A UTF-16 unit takes at most three bytes: only keys that may be too long are measured.
  const bytes = 3 * key.length <= LONGEST_KEY_BYTES ? 0 : Buffer.byteLength(key);
  if (bytes > LONGEST_KEY_BYTES) throw keyTooLong(bytes, LONGEST_KEY_BYTES);
  return key;
}

/**
 * The first text, in the order of S3's lists, that does not begin with `prefix` and comes after all that do; undefined
 * when there is none. UTF-8 orders as code points do, so the last code point is counted up.
 */
export function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.length > 0 && points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // The code points between are surrogates, which UTF-8 does not write.
  points.push(last === 0xd7ff ? 0xe000 : last + 1);
  return String.fromCodePoint(...points);
}
