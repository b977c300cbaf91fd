import { createHash } from 'node:crypto';

/** Blobs that KMS makes begin with these letters in base 64. */
const PREFIX = 'AQICAH';

/**
 * What is shown of a SecureString to callers that do not ask for decryption: text of the shape of a KMS ciphertext that
 * tells nothing of the value. The emulator keeps the value itself, so this need not be turned back.
 */
export function masked(name: string, version: number, value: string): string {
  const digest = createHash('sha512')
    .update(JSON.stringify([name, version, value]))
    .digest('base64');
  return PREFIX + digest.replaceAll('=', '');
}
