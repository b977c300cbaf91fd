import type { Condition } from '../condition.ts';
import type { JsonReader } from '../json-reader.ts';
import { PatternError } from '../pattern-error.ts';
import { type Address, addressKey, looksLikeAddress, parseAddress } from './address.ts';

/** `{"cidr": "10.0.0.0/24"}`: an address in the block, IPv4 or IPv6. */
export function parseCidr(reader: JsonReader): Condition {
  // AWS names the wrong operator here; so do we, since it is the message that people meet.
  if (reader.next() !== 'string') throw reader.error('prefix match pattern must be a string');
  const { text } = reader;
  const { low, high } = compileCidr(text);
  return {
    source: { cidr: text },
    hint: { by: 'address', low, high },
    test(value) {
      const address = typeof value === 'string' ? parseAddress(value) : undefined;
      if (!address) return false;
      const key = addressKey(address);
      return key >= low && key <= high;
    },
  };
}

// Its messages carry no position on AWS either.
function compileCidr(text: string): { low: bigint; high: bigint } {
  const [base = '', mask = '', ...rest] = text.split('/');
  if (mask === '' || rest.some((part) => part !== '')) throw new PatternError("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d{1,9}$/.test(mask)) throw new PatternError('Malformed CIDR, mask bits must be an integer');
  const maskBits = Number(mask);
  if (maskBits < 0) throw new PatternError('Malformed CIDR, mask bits must not be negative');
  const address = compileAddress(base);
  if (maskBits >= address.bits) {
    throw new PatternError(`IPv${address.bits === 32 ? 4 : 6} mask bits must be < ${address.bits}`);
  }
  const host = (1n << BigInt(address.bits - maskBits)) - 1n;
  const key = addressKey(address);
  return { low: key & ~host, high: key | host };
}

function compileAddress(text: string): Address {
  const address = parseAddress(text);
  if (address) return address;
  throw new PatternError(`${looksLikeAddress(text) ? 'Invalid' : 'Nonstandard'} IP address: ${text}`);
}
