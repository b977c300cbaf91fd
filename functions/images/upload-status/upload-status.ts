import type { RequestOf } from '../../shared/http/request.ts';
import type { RowReader } from '../../shared/row-reader.ts';
import { imageIdOf } from '../image-id.ts';
import { imageRow } from '../shown-image.ts';
import { uploadPrefix } from '../upload-key.ts';
import type { uploadStatusRoute } from './route.ts';

export interface UploadStatusPorts {
  readonly apiUrl: string;
  readonly bucket: string;
  readonly images: RowReader;
  /** The object under a prefix, and its version; undefined when there is none. */
  find(prefix: string): Promise<{ readonly key: string; readonly version: string } | undefined>;
}

/** Follows an upload: the object has an id from the moment it is there, a row when its workflow is through. */
export async function uploadStatus(
  { parameters: { id } }: RequestOf<typeof uploadStatusRoute>,
  { apiUrl, bucket, images, find }: UploadStatusPorts,
) {
  const object = await find(uploadPrefix(id));
  if (!object) {
    return { body: { uploadId: id, status: 'awaiting-upload' as const, imageId: null, links: { image: null } } };
  }
  const imageId = imageIdOf({ bucket, ...object });
  const found = await images.read(imageId);
  const status = found ? imageRow.parse(found).status : ('processing' as const);
  return { body: { uploadId: id, status, imageId, links: { image: found ? `${apiUrl}/images/${imageId}` : null } } };
}
