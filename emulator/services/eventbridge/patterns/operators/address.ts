import { isIPv4, isIPv6 } from 'node:net';

const LOOKS_LIKE_IPV4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const LOOKS_LIKE_IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

/** Keys of IPv6 addresses start here, so that the two families never meet in one order. */
const IPV6_KEYS = 1n << 128n;
const IPV4_IN_IPV6 = 0xffffn;

export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** Whether a pattern may mean this text as an address, well-formed or not. */
export const looksLikeAddress = (text: string) => LOOKS_LIKE_IPV4.test(text) || LOOKS_LIKE_IPV6.test(text);

/** Reads an IP address in any of its notations; undefined if it is none. */
export function parseAddress(text: string): Address | undefined {
  if (LOOKS_LIKE_IPV4.test(text)) {
    const plain = text.replace(/(^|\.)0+(?=\d)/g, '$1');
    return isIPv4(plain) ? { bits: 32, value: groups(plain.split('.'), 10, 8) } : undefined;
  }
  if (!LOOKS_LIKE_IPV6.test(text) || !isIPv6(text)) return undefined;
  const value = groups(expand(text), 16, 16);
  // An IPv4 address that is written as an IPv6 one counts as IPv4.
  if (value >> 32n === IPV4_IN_IPV6) return { bits: 32, value: value & 0xffff_ffffn };
  return { bits: 128, value };
}

/** A number that orders all addresses of both families. */
export const addressKey = ({ bits, value }: Address): bigint => (bits === 32 ? value : IPV6_KEYS + value);

function expand(text: string): string[] {
  const [head = '', tail] = text.split('::');
  const front = head.split(':').filter(Boolean);
  if (tail === undefined) return front;
  const back = tail.split(':').filter(Boolean);
  return [...front, ...Array<string>(8 - front.length - back.length).fill('0'), ...back];
}

const groups = (parts: readonly string[], radix: number, bits: number) =>
  parts.reduce((sum, part) => (sum << BigInt(bits)) + BigInt(Number.parseInt(part, radix)), 0n);
