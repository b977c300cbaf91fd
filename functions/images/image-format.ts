/** The formats that come in. */
export const IMAGE_FORMATS = ['jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'] as const;
export type ImageFormat = (typeof IMAGE_FORMATS)[number];

interface FormatFacts {
  readonly contentType: string;
  /** The first is the one we write. */
  readonly extensions: readonly [string, ...string[]];
}

export const FORMAT_FACTS: Readonly<Record<ImageFormat, FormatFacts>> = {
  jpeg: { contentType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { contentType: 'image/png', extensions: ['png'] },
  webp: { contentType: 'image/webp', extensions: ['webp'] },
  avif: { contentType: 'image/avif', extensions: ['avif'] },
  gif: { contentType: 'image/gif', extensions: ['gif'] },
  tiff: { contentType: 'image/tiff', extensions: ['tif', 'tiff'] },
};

/** Copies are for browsers, so that a TIFF, which they do not show, becomes a WebP; everything else stays what it is. */
export function formatOfCopies(original: ImageFormat): Exclude<ImageFormat, 'tiff'> {
  return original === 'tiff' ? 'webp' : original;
}
