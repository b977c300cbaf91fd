import { attributeOf, type Item } from '../values/value.ts';

/**
 * When an item expires, in epoch seconds; undefined when it has no such attribute or it is no number
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html).
 */
export function expiryOf(item: Item, attribute: string | undefined): number | undefined {
  const value = attribute === undefined ? undefined : attributeOf(item, attribute);
  if (!value || !('N' in value)) return undefined;
  const seconds = Math.floor(Number(value.N));
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}
