import { crc32, deflateSync } from 'node:zlib';
import type { ImageFormat } from '../../../../functions/images/image-format.ts';
import { sharp } from '../../../../functions/images/sharp.ts';

/** A picture with some grain, so that it does not shrink to nothing. */
export async function picture(format: ImageFormat, width: number, height: number): Promise<Buffer> {
  const options = format === 'avif' || format === 'gif' ? FAST_ENCODING : {};
  return grain(width, height).toFormat(format, options).toBuffer();
}

/** These two take seconds over grain when they do their best. */
const FAST_ENCODING = { effort: 1, quality: 95 };

/** A JPEG that lies on its side and says so: its left half is red and its right half blue, when held as its EXIF orientation says. */
export async function sidewaysJpeg(width: number, height: number): Promise<Buffer> {
  const upright = await sharp({ create: { width, height, channels: 3, background: 'red' } })
    .composite([{ input: await half(width, height), left: width / 2, top: 0 }])
    .png()
    .toBuffer();
  // Orientation 6 tells the viewer to turn it by 90° clockwise, so that the pixels are stored turned the other way.
  return sharp(upright).rotate(270).withMetadata({ orientation: 6 }).jpeg().toBuffer();
}

/** A JPEG with a place, a camera and an owner in its EXIF. */
export async function jpegWithExif(width: number, height: number): Promise<Buffer> {
  return grain(width, height)
    .withExif({ IFD0: { Artist: 'Ana', Model: 'Camera' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '4/1 36/1 0/1' } })
    .jpeg()
    .toBuffer();
}

/** An animation of two frames. */
export async function animatedGif(width: number, height: number): Promise<Buffer> {
  const frames = await Promise.all(['red', 'blue'].map((background) => frame(width, height, background)));
  return sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer();
}

/** A PNG of a few kilobytes that unfolds to `width` × `height` pixels: a decompression bomb. */
export function bombPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(1024 * 1024), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}

function grain(width: number, height: number) {
  const noise = { type: 'gaussian', mean: 128, sigma: 20 } as const;
  return sharp({ create: { width, height, channels: 3, background: 'grey', noise } });
}

function half(width: number, height: number): Promise<Buffer> {
  return frame(width / 2, height, 'blue');
}

function frame(width: number, height: number, background: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}
