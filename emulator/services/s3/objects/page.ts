import { invalidArgument } from '../errors.ts';
import type { Walked } from './walk.ts';

/**
 * How many entries a page may have.
 *
 * @throws AwsError InvalidArgument when negative or no whole number
 */
export function readPageSize(asked: number | undefined, argument: string, most: number): number {
  if (asked === undefined) return most;
  if (!Number.isInteger(asked))
    throw invalidArgument('Provided max keys not an integer or within integer range', argument, asked);
  if (asked < 0)
    throw invalidArgument(`Argument ${argument} must be an integer between 0 and 2147483647`, argument, asked);
  return Math.min(asked, most);
}

/**
 * How a list writes keys: as they are, or URL-encoded, as clients ask whose XML cannot carry every character.
 *
 * @throws AwsError InvalidArgument
 */
export function keyWriter(encoding: string | undefined): (key: string) => string {
  if (encoding === undefined) return (key) => key;
  if (encoding === 'url') return encodeKey;
  throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encoding);
}

const encodeKey = (key: string) =>
  encodeURIComponent(key.toWellFormed())
    .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%20/g, '+')
    .replace(/%2F/g, '/');

/** The rolled-up part of a page, as all lists show it. */
export function commonPrefixes({ entries }: Walked<unknown>, write: (key: string) => string) {
  const found = entries.flatMap(({ prefix }) => (prefix === undefined ? [] : [{ Prefix: write(prefix) }]));
  return found.length > 0 ? { CommonPrefixes: found } : {};
}

export const rowsOf = <Row>({ entries }: Walked<Row>): Row[] =>
  entries.flatMap((entry) => (entry.prefix === undefined ? [entry.row] : []));
