import { NotFound } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import type { ObjectReference } from '../../shared/object-store.ts';
import type { RowReader } from '../../shared/row-reader.ts';
import { filenameOf, imageRow, type ShownRow, showImage } from '../shown-image.ts';
import type { getImageRoute } from './route.ts';

/** What a link gives leave to. */
export interface LinkTo extends ObjectReference {
  /** From when it counts. */
  readonly signedAt: Date;
  readonly secondsValid: number;
  /** The name under which a browser saves it, when it is not to be shown in the browser. */
  readonly saveAs?: string;
}

export interface GetImagePorts {
  readonly images: RowReader;
  readonly buckets: Readonly<Record<'original' | 'processed' | 'thumbnails', string>>;
  /** @returns a URL that needs no token */
  link(to: LinkTo): Promise<string>;
  now(): Date;
}

const SECONDS_VALID = 15 * 60;

/**
 * Links are signed as of the last full five minutes, so that for five minutes an image has the same links: a reader who asks again is
 * told that nothing has changed, and a browser shows what it has. A link is good for another ten minutes at least.
 */
const SIGNED_EVERY_MILLISECONDS = 5 * 60 * 1000;

/** @throws NotFound */
export async function getImage({ parameters: { id } }: RequestOf<typeof getImageRoute>, ports: GetImagePorts) {
  const found = await ports.images.read(id);
  if (!found) throw new NotFound(`There is no image with the id ${id}, or not yet.`);
  const row = imageRow.parse(found);
  const signedAt = new Date(Math.floor(ports.now().getTime() / SIGNED_EVERY_MILLISECONDS) * SIGNED_EVERY_MILLISECONDS);
  const link = (to: ObjectReference & { saveAs?: string }) =>
    ports.link({ ...to, signedAt, secondsValid: SECONDS_VALID });
  const { processed, thumbnails } = ports.buckets;
  const [original, processedLink, thumbnail] = await Promise.all([
    linkToOriginal(row, ports.buckets.original, link),
    row.processedKey === undefined ? null : link({ bucket: processed, key: row.processedKey }),
    row.thumbnailKey === undefined ? null : link({ bucket: thumbnails, key: row.thumbnailKey }),
  ]);
  const linksExpireAt = new Date(signedAt.getTime() + SECONDS_VALID * 1000).toISOString();
  return { body: { ...showImage(row), links: { original, processed: processedLink, thumbnail }, linksExpireAt } };
}

/** Whatever people uploaded: it is saved, never shown, for it may be anything. Of another bucket, we know only that it is none of ours. */
async function linkToOriginal(
  { originalBucket, originalKey, originalVersionId }: ShownRow,
  bucket: string,
  link: (to: ObjectReference & { saveAs: string }) => Promise<string>,
): Promise<string | null> {
  if (originalKey === undefined || originalBucket !== bucket) return null;
  return link({ bucket, key: originalKey, versionId: originalVersionId, saveAs: filenameOf(originalKey) });
}
