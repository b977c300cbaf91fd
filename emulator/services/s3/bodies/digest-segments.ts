import { createHash } from 'node:crypto';
import { ALGORITHMS, type Algorithm } from '../checksums/algorithms.ts';
import type { Bodies } from './body-store.ts';
import type { Segment } from './segment.ts';

/** Reads stored bytes once more for their MD5 (hexadecimal) and a checksum (Base64). */
export async function digestSegments(
  bodies: Bodies,
  segments: readonly Segment[],
  algorithm: Algorithm,
): Promise<{ md5: string; checksum: string }> {
  const md5 = createHash('md5');
  const checksum = ALGORITHMS[algorithm].create();
  const body = bodies.read(segments);
  for await (const chunk of body instanceof Uint8Array ? [body] : body) {
    md5.update(chunk);
    checksum.update(chunk);
  }
  return { md5: md5.digest('hex'), checksum: checksum.digest().toString('base64') };
}
