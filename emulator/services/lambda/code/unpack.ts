import { createWriteStream, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import yauzl from 'yauzl';
import { invalidParameter } from '../errors.ts';
import { UNZIPPED_CODE_BYTES } from '../limits.ts';

/** Unix mode bits, in the upper half of an entry's external attributes (https://pkwaredownloads.blob.core.windows.net/pem/APPNOTE.txt 4.4.15). */
const modeOf = (entry: yauzl.Entry) => entry.externalFileAttributes >>> 16;
const TYPE_BITS = 0o170000;
const LINK = 0o120000;
const PERMISSION_BITS = 0o777;
const READABLE = 0o644;

/**
 * Unpacks a deployment package into an empty directory, with modes and symbolic links.
 *
 * @throws AwsError InvalidParameterValueException when it is no zip file, is too large, or leads out of the directory
 */
export async function unpack(zip: Uint8Array, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  let bytes = 0;
  try {
    const file = await yauzl.fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength), {
      lazyEntries: true,
    });
    for await (const entry of file.eachEntry()) {
      bytes += entry.uncompressedSize;
      if (bytes > UNZIPPED_CODE_BYTES) throw tooLarge();
      await extract(file, entry, join(directory, entry.fileName));
    }
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'InvalidParameterValueException') throw cause;
    throw invalidParameter('Could not unzip uploaded file. Please check your file, then try to upload again.', cause);
  }
}

async function extract(file: yauzl.ZipFile, entry: yauzl.Entry, path: string): Promise<void> {
  if (entry.fileName.endsWith('/')) return void mkdirSync(path, { recursive: true });
  mkdirSync(dirname(path), { recursive: true });
  const stream = await file.openReadStreamPromise(entry);
  const mode = modeOf(entry);
  if ((mode & TYPE_BITS) === LINK) return symlinkSync(safeLink(await text(stream), entry.fileName), path);
  await pipeline(stream, createWriteStream(path, { mode: (mode & PERMISSION_BITS) | READABLE }));
}

function safeLink(target: string, name: string): string {
  const depth = join(dirname(name), target);
  if (target.startsWith('/') || depth.startsWith('..')) throw new Error(`The link ${name} leads out of the package`);
  return target;
}

const tooLarge = () => invalidParameter(`Unzipped size must be smaller than ${UNZIPPED_CODE_BYTES} bytes`);
