import { isProof, isPublicValue, serverPublic } from '../../../emulator/services/cognito/srp/exchange.ts';
import { g, modPow, N } from '../../../emulator/services/cognito/srp/mod-pow.ts';
import { padded } from '../../../emulator/services/cognito/srp/pad.ts';
import { isPassword, makeVerifier } from '../../../emulator/services/cognito/srp/verifier.ts';
import { SrpClient } from './support/srp-client.ts';

const identity = { poolId: 'us-east-1_AbCdEfGhI', username: 'ada' };
const verifier = makeVerifier(identity, 'Sommer-2026!', '0f'.repeat(16));

describe('SRP', () => {
  it('raises to powers as the schoolbook does', () => {
    const plain = (base: bigint, exponent: number) => {
      let result = 1n;
      for (let count = 0; count < exponent; count += 1) result = (result * base) % N;
      return result;
    };
    for (const [base, exponent] of [
      [2n, 10],
      [N - 2n, 7],
      [12345678901234567890n, 256],
    ] as const) {
      expect(modPow(base, BigInt(exponent))).toBe(plain(base, exponent));
    }
  });

  it('writes numbers as Java does, with a zero before a first bit that is set', () => {
    expect(padded(0x7fn).toString('hex')).toBe('7f');
    expect(padded(0x80n).toString('hex')).toBe('0080');
    expect(padded(0x100n).toString('hex')).toBe('0100');
  });

  it('keeps no password, and knows it again', () => {
    expect(JSON.stringify(verifier)).not.toContain('Sommer');
    expect(isPassword(identity, verifier, 'Sommer-2026!')).toBe(true);
    expect(isPassword(identity, verifier, 'Winter-2026!')).toBe(false);
    expect(isPassword({ ...identity, username: 'eve' }, verifier, 'Sommer-2026!')).toBe(false);
  });

  it.each([
    ['Sommer-2026!', true],
    ['Winter-2026!', false],
  ])('takes the proof of who knows the password, and of nobody else (%s)', (password, right) => {
    const secret = BigInt(`0x${'7b'.repeat(32)}`);
    const B = serverPublic(verifier, secret);
    const client = new SrpClient();
    const proof = client.prove(identity.poolId, password, {
      SALT: verifier.salt,
      SRP_B: B.toString(16),
      USER_ID_FOR_SRP: identity.username,
      SECRET_BLOCK: 'YmxvY2s=',
    });
    const exchange = {
      identity,
      verifier,
      secret,
      clientPublic: BigInt(`0x${client.publicValue}`),
      serverPublic: B,
      secretBlock: Buffer.from('block'),
      timestamp: proof.TIMESTAMP,
    };
    expect(isProof(exchange, proof.PASSWORD_CLAIM_SIGNATURE)).toBe(right);
    expect(isProof({ ...exchange, timestamp: 'another' }, proof.PASSWORD_CLAIM_SIGNATURE)).toBe(false);
  });

  it('takes no A that makes the key known without a password', () => {
    expect(isPublicValue(0n)).toBe(false);
    expect(isPublicValue(N)).toBe(false);
    expect(isPublicValue(2n * N)).toBe(false);
    expect(isPublicValue(modPow(g, 5n))).toBe(true);
  });
});
