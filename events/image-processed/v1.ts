import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { s3Location } from '../s3-location.ts';

export const imageProcessed = {
  name: 'image-processed',
  description: 'An image was decoded and its copies are ready to be shown.',
  source: 'telar.images',
  detailType: 'Image Processed',
  data: z.object({
    imageId: z.string().min(1),
    original: s3Location,
    processed: s3Location.describe('At most 1,024 pixels on its longest side, upright, without metadata.'),
    thumbnail: s3Location.describe('At most 200 pixels on its longest side, upright, without metadata.'),
  }),
  sentByHand: false,
} satisfies EventContract;
