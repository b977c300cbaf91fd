import * as z from 'zod';
import { rejectionReason } from '../../events/rejection-reason.ts';

/** An image as the HTTP API lists it. */
export const shownImage = z.object({
  id: z.string(),
  filename: z.string().nullable().describe('Null when the event that spoke of it named none.'),
  status: z.enum(['completed', 'error']),
  uploadedAt: z.iso.datetime(),
  processedAt: z.iso.datetime(),
  contentType: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  width: z.number().int().nullable().describe('In pixels, as shown.'),
  height: z.number().int().nullable(),
  reason: rejectionReason.nullable().describe('Why it was not processed.'),
});

/** What is read of a row: record/image-row.ts. */
export const imageRow = z.object({
  imageId: z.string(),
  status: z.enum(['completed', 'error']),
  uploadedAt: z.string(),
  processedAt: z.string(),
  originalBucket: z.string().optional(),
  originalKey: z.string().optional(),
  originalVersionId: z.string().optional(),
  processedKey: z.string().optional(),
  thumbnailKey: z.string().optional(),
  contentType: z.string().optional(),
  sizeBytes: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
});

export type ShownRow = z.infer<typeof imageRow>;

export function showImage(row: ShownRow): z.infer<typeof shownImage> {
  const { imageId, status, uploadedAt, processedAt, errorCode: code, errorMessage: message = '' } = row;
  return {
    id: imageId,
    filename: row.originalKey === undefined ? null : filenameOf(row.originalKey),
    status,
    uploadedAt,
    processedAt,
    contentType: row.contentType ?? null,
    sizeBytes: row.sizeBytes ?? null,
    width: row.width ?? null,
    height: row.height ?? null,
    reason: code === undefined ? null : { code, message },
  };
}

/** What stands behind the last slash of a key. */
export function filenameOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
