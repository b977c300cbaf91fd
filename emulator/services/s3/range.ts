import type { ByteRange } from '../../runtime/blobs.ts';
import { invalidArgument, invalidRange } from './errors.ts';

/**
 * The bytes that a `Range` header asks for. What is no single range of bytes is ignored, as S3 does, and the whole
 * object answered (https://datatracker.ietf.org/doc/html/rfc9110#section-14.2).
 *
 * @param size of the object in bytes
 * @throws AwsError InvalidRange (416) when nothing of it lies in the object
 */
export function readRange(header: string | undefined, size: number): ByteRange | undefined {
  const found = header === undefined ? undefined : /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!header || !found || (found[1] === '' && found[2] === '')) return undefined;
  const [, first = '', last = ''] = found;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (start >= size || (first === '' && Number(last) === 0)) throw invalidRange(header, size);
  return { start, end };
}

/**
 * The bytes that `x-amz-copy-source-range` asks for; it must lie within the source.
 *
 * @throws AwsError InvalidArgument, InvalidRange
 */
export function readCopyRange(header: string, size: number): ByteRange {
  const found = /^bytes=(\d+)-(\d+)$/.exec(header.trim());
  const start = Number(found?.[1]);
  const end = Number(found?.[2]);
  if (!found || end < start) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (end >= size) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      'x-amz-copy-source-range',
      header,
    );
  }
  return { start, end };
}

/** `Content-Range` of an answer. */
export const contentRange = ({ start, end }: ByteRange, size: number): string => `bytes ${start}-${end}/${size}`;
