import sharp from 'sharp';
import { z } from 'zod';
import type { Person } from './person.ts';

const WIDTH_PIXELS = 1_600;
const HEIGHT_PIXELS = 1_200;

/** A picture as a camera might make it: a gradient, so that it does not shrink to nothing. */
export async function takePhoto(): Promise<Uint8Array<ArrayBuffer>> {
  const gradient = `<svg width="${WIDTH_PIXELS}" height="${HEIGHT_PIXELS}"><defs><linearGradient id="g" x2="1" y2="1">
    <stop offset="0" stop-color="#c2410c"/><stop offset="1" stop-color="#0f766e"/></linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#g)"/></svg>`;
  return new Uint8Array(await sharp(Buffer.from(gradient)).jpeg().toBuffer());
}

const leave = z.object({
  links: z.object({ outcome: z.url() }),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
});

/**
 * Asks for leave to upload, and uploads, as the page does.
 *
 * @returns where it is said what becomes of it
 */
export async function uploadImage(person: Person, filename: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { body } = await person.post('/images', { filename, contentType: 'image/jpeg' });
  const { upload, links } = leave.parse(body);
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([bytes]), filename);
  const response = await fetch(upload.url, { method: 'POST', body: form });
  if (!response.ok) throw new Error(`S3 answered the upload with ${response.status}: ${await response.text()}`);
  return links.outcome;
}

/** Format and size in pixels of what is behind a link. */
export async function lookAt(link: string): Promise<{ format: string; width: number; height: number }> {
  const response = await fetch(link);
  if (!response.ok) throw new Error(`${response.status} at ${link}`);
  const { format, width, height } = await sharp(new Uint8Array(await response.arrayBuffer())).metadata();
  return { format, width, height };
}
