import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { s3Location } from '../s3-location.ts';

/** The object somebody put into the bucket of originals. */
export const imageUploadedData = s3Location.extend({
  versionId: z.string().min(1).optional().describe('The version of the object; without it, the newest.'),
});

export const imageUploaded = {
  name: 'image-uploaded',
  description: 'Somebody put an image into the bucket of originals and wants it processed.',
  source: 'telar.images',
  detailType: 'Image Uploaded',
  data: imageUploadedData,
  sentByHand: true,
} satisfies EventContract;
