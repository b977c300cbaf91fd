import { NotFound } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { type Link, linkValidity } from '../../shared/object-link.ts';
import type { ObjectReference } from '../../shared/object-store.ts';
import type { RowReader } from '../../shared/row-reader.ts';
import { filenameOf, imageRow, type ShownRow, showImage } from '../shown-image.ts';
import type { getImageRoute } from './route.ts';

export interface GetImagePorts {
  readonly images: RowReader;
  readonly buckets: Readonly<Record<'original' | 'processed' | 'thumbnails', string>>;
  readonly link: Link;
  now(): Date;
}

/** @throws NotFound */
export async function getImage({ parameters: { id } }: RequestOf<typeof getImageRoute>, ports: GetImagePorts) {
  const found = await ports.images.read(id);
  if (!found) throw new NotFound(`There is no image with the id ${id}, or not yet.`);
  const row = imageRow.parse(found);
  const { expiresAt, ...validity } = linkValidity(ports.now());
  const link = (to: ObjectReference & { saveAs?: string }) => ports.link({ ...to, ...validity });
  const { processed, thumbnails } = ports.buckets;
  const [original, processedLink, thumbnail] = await Promise.all([
    linkToOriginal(row, ports.buckets.original, link),
    row.processedKey === undefined ? null : link({ bucket: processed, key: row.processedKey }),
    row.thumbnailKey === undefined ? null : link({ bucket: thumbnails, key: row.thumbnailKey }),
  ]);
  const links = { original, processed: processedLink, thumbnail };
  return { body: { ...showImage(row), links, linksExpireAt: expiresAt } };
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
