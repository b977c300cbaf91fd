import { createHash, createHmac } from 'node:crypto';
import { KeyedSha256 } from '../../../functions/shared/keyed-sha256.ts';

describe('SHA-256 as the SDK signs with it', () => {
  const key = createHash('sha256').update('a key').digest();

  it('is a plain hash without a secret', async () => {
    const hash = new KeyedSha256();
    hash.update('so');
    hash.update(new TextEncoder().encode('-and-so'));

    expect(await hash.digest()).toEqual(createHash('sha256').update('so-and-so').digest());
  });

  it.each([
    ['text', 'secret'],
    ['bytes', new Uint8Array(key)],
    ['a part of a buffer', new Uint8Array(Buffer.concat([key, key]).buffer, 3, 32)],
    ['a buffer of its own', new Uint8Array(key).buffer],
  ])('is an HMAC with a secret that is %s, the second time as well', async (_, secret) => {
    const bytes = secret instanceof ArrayBuffer ? Buffer.from(secret) : secret;

    for (const message of ['one', 'two']) {
      const hash = new KeyedSha256(secret);
      hash.update(message);
      expect(await hash.digest()).toEqual(createHmac('sha256', bytes).update(message).digest());
    }
  });

  it('begins anew after a reset', async () => {
    const hash = new KeyedSha256('secret');
    hash.update('forgotten');
    hash.reset();
    hash.update('message');

    expect(await hash.digest()).toEqual(createHmac('sha256', 'secret').update('message').digest());
  });
});
