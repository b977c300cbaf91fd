import { isIPv4, isIPv6 } from 'node:net';
import { TemplateError } from '../errors.ts';
import { pure } from './intrinsic.ts';

const USAGE =
  'Template error: every Fn::Cidr object requires two or three parameters, (1) the IP address block, (2) the count of blocks from 1 to 256 and (3) the number of subnet bits';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
const MOST_BLOCKS = 256;
const DEFAULT_SUBNET_BITS = { 4: 8, 6: 64 } as const;

/** The first `count` blocks, each with `cidrBits` host bits, inside an address block. */
export const cidr = pure('Fn::Cidr', (argument) => {
  if (!Array.isArray(argument) || argument.length < 2 || argument.length > 3) throw new TemplateError(USAGE);
  const block = parseBlock(argument[0]);
  const count = Number(argument[1]);
  const hostBits = argument[2] === undefined ? DEFAULT_SUBNET_BITS[block.version] : Number(argument[2]);
  if (!Number.isInteger(count) || count < 1 || count > MOST_BLOCKS || !Number.isInteger(hostBits) || hostBits < 1)
    throw new TemplateError(USAGE);
  const prefix = block.bits - hostBits;
  if (prefix < block.prefix || BigInt(count) > 1n << BigInt(prefix - block.prefix))
    throw new TemplateError(`Template error: Fn::Cidr cannot fit ${count} blocks of /${prefix} into ${argument[0]}`);
  return Array.from({ length: count }, (_, index) => {
    const address = block.address + (BigInt(index) << BigInt(hostBits));
    return `${block.version === 4 ? formatIPv4(address) : formatIPv6(address)}/${prefix}`;
  });
});

function parseBlock(written: unknown) {
  const [address = '', prefixText = ''] = String(written).split('/');
  const version = isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
  const prefix = /^\d+$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (!version) throw new TemplateError(USAGE);
  const bits = version === 4 ? 32 : 128;
  if (!(prefix <= bits)) throw new TemplateError(USAGE);
  const mask = ((1n << BigInt(prefix)) - 1n) << BigInt(bits - prefix);
  const value = version === 4 ? parseIPv4(address) : parseIPv6(address);
  return { version, bits, prefix, address: value & mask } as const;
}

const parseIPv4 = (address: string): bigint =>
  address.split('.').reduce((sum, octet) => (sum << 8n) + BigInt(octet), 0n);

function parseIPv6(address: string): bigint {
  const [head = '', tail] = address.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0');
  return [...left, ...zeros, ...right].reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

const formatIPv4 = (address: bigint): string => [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join('.');

/** Groups without leading zeros, the longest run of zero groups as `::` (RFC 5952). */
function formatIPv6(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => (address >> BigInt(16 * (7 - index))) & 0xffffn);
  const text = groups.map((group) => group.toString(16)).join(':');
  const runs = text.match(/(?:^|:)0(?::0)+(?=:|$)/g) ?? [];
  const longest = runs.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? text : text.replace(longest, ':').replace(/^:(?!:)|(?<!:):$/g, '::');
}
