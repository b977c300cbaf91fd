import { createHmac } from 'node:crypto';
import { CODE_DIGITS, TOTP_STEP_SECONDS, TOTP_STEPS_APART } from '../limits.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648) without padding, as authenticator apps take secrets. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The time-based code (RFC 6238, SHA-1, 30 seconds) of one step. */
export function totp(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', fromBase32(secret)).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0x0f;
  const value = digest.readUInt32BE(offset) & 0x7f_ff_ff_ff;
  return String(value % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

export const stepAt = (milliseconds: number) => Math.floor(milliseconds / 1_000 / TOTP_STEP_SECONDS);

/** The step that a code belongs to, near the present; undefined for a wrong one. */
export function stepOf(secret: string, code: string, now: number): number | undefined {
  const present = stepAt(now);
  for (let apart = -TOTP_STEPS_APART; apart <= TOTP_STEPS_APART; apart += 1) {
    if (totp(secret, present + apart) === code) return present + apart;
  }
  return undefined;
}
