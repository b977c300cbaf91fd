import type { ByteRange } from '../../../runtime/blobs.ts';

/** A run of bytes of one blob. A body is a list of them, so that copies and completed uploads share what they are made of. */
export interface Segment {
  /** Row of `s3_blobs`. */
  readonly blob: number;
  /** First byte within the blob. */
  readonly offset: number;
  /** How many bytes. */
  readonly size: number;
}

export const sizeOf = (segments: readonly Segment[]): number => segments.reduce((sum, { size }) => sum + size, 0);

/** The segments that make up a part of a body. */
export function slice(segments: readonly Segment[], { start, end }: ByteRange): Segment[] {
  const found: Segment[] = [];
  let position = 0;
  for (const { blob, offset, size } of segments) {
    const from = Math.max(start - position, 0);
    const to = Math.min(end + 1 - position, size);
    if (from < to) found.push({ blob, offset: offset + from, size: to - from });
    position += size;
  }
  return found;
}
