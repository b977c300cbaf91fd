import { createHash } from 'node:crypto';
import { type Json, stringify } from '../json.ts';
import { InvalidArgument, intrinsic } from './intrinsic.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-hash-calc */
export const MAX_HASHED_CHARACTERS = 10_000;

const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

/** `States.Hash(data, algorithm)`: the hash in lower-case hexadecimal. Data that is no string is hashed as its JSON text. */
export const hash = intrinsic('States.Hash', ['any', 'string'], ([data, algorithm]) => hashOf(data, algorithm));

/** @throws InvalidArgument for an algorithm that is not there or data of more than MAX_HASHED_CHARACTERS. */
export function hashOf(data: Json, algorithm: string): string {
  const name = ALGORITHMS.get(algorithm);
  if (name === undefined) {
    throw new InvalidArgument(`The algorithm must be one of ${[...ALGORITHMS.keys()].join(', ')}.`);
  }
  const text = typeof data === 'string' ? data : stringify(data);
  if (text.length > MAX_HASHED_CHARACTERS) {
    throw new InvalidArgument(`The data must not have more than ${MAX_HASHED_CHARACTERS} characters.`);
  }
  return createHash(name).update(text, 'utf8').digest('hex');
}
