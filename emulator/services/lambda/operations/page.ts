import { invalidParameter } from '../errors.ts';
import { LISTED_BY_DEFAULT } from '../limits.ts';

/**
 * One page of a list. The marker is the position of the first item that is still to come.
 *
 * @returns the items and, when there are more, `NextMarker`
 */
export function page<T>(all: readonly T[], marker: string | undefined, size = LISTED_BY_DEFAULT) {
  const start = marker === undefined ? 0 : Number(Buffer.from(marker, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('Marker is invalid.');
  const end = start + size;
  const next = end < all.length ? { NextMarker: Buffer.from(String(end)).toString('base64url') } : {};
  return { items: all.slice(start, end), next };
}
