import type * as z from 'zod';
import type { uploadImageRoute } from '../../../functions/images/upload/route.ts';

export type ImageContentType = z.input<(typeof uploadImageRoute)['body']>['contentType'];

/** What the server takes, with the extensions it goes by: some browsers know nothing of the newer ones. */
const EXTENSIONS: Readonly<Record<ImageContentType, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/avif': ['avif'],
  'image/gif': ['gif'],
  'image/tiff': ['tif', 'tiff'],
};

export const IMAGE_CONTENT_TYPES = Object.keys(EXTENSIONS) as ImageContentType[];

/** @returns undefined for what is no image, as far as its name and its type tell */
export function contentTypeOf({ name, type }: Pick<File, 'name' | 'type'>): ImageContentType | undefined {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const known = IMAGE_CONTENT_TYPES.find((contentType) => contentType === type);
  return known ?? (type === '' ? IMAGE_CONTENT_TYPES.find((each) => EXTENSIONS[each]?.includes(extension)) : undefined);
}

/** What the server takes (functions/images/upload/route.ts). */
const MAX_FILENAME_CHARACTERS = 200;
const MAX_EXTENSION_CHARACTERS = 8;

/** A name that the server takes: as long as it may be, and without what separates paths or cannot be seen. */
export function filenameOf({ name }: Pick<File, 'name'>): string {
  const whole = name
    .toWellFormed()
    .replace(/[/\\\p{Cc}]/gu, '_')
    .trim();
  if (whole.length <= MAX_FILENAME_CHARACTERS) return whole === '' || whole === '.' || whole === '..' ? 'image' : whole;
  const dot = whole.lastIndexOf('.');
  const extension = dot >= whole.length - MAX_EXTENSION_CHARACTERS ? whole.slice(dot) : '';
  return whole.slice(0, MAX_FILENAME_CHARACTERS - extension.length).toWellFormed() + extension;
}
