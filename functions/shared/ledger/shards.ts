/**
 * Counters and indexes that everybody writes to are spread over several keys, because one key takes 1,000 writes a second:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */

/** Over so many keys the indexes that list rows are spread; a page of a list costs as many queries. */
export const LIST_SHARDS = 4;

const HEX_DIGITS = '0123456789abcdef';

/** The counter to which a row of a domain adds: `<domain>#<0 to f>`. */
export function counterKey(domain: string, id: string): string {
  return `${domain}#${lastHexDigit(id)}`;
}

/** All counters of a domain, over which `counterKey` spreads its rows. */
export function counterKeys(domain: string): string[] {
  return Array.from(HEX_DIGITS, (digit) => `${domain}#${digit}`);
}

/** The part of a list that a row stands in: "0" to "3". */
export function listShard(id: string): string {
  return String(Number.parseInt(lastHexDigit(id), 16) % LIST_SHARDS);
}

/** Ids end in a hexadecimal digit, hashes and those of events alike; whatever else does counts as 0. */
function lastHexDigit(id: string): string {
  return /[0-9a-f]$/i.exec(id)?.[0].toLowerCase() ?? '0';
}
