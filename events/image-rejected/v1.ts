import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { rejectionReason } from '../rejection-reason.ts';

export const imageRejected = {
  name: 'image-rejected',
  description: 'An image could not be processed, and the reason is known.',
  source: 'telar.images',
  detailType: 'Image Rejected',
  data: z.object({
    imageId: z.string().min(1).describe('The row that keeps the reason.'),
    original: z
      .object({ bucket: z.string(), key: z.string() })
      .partial()
      .describe('As far as the event that asked for it named one.'),
    reason: rejectionReason,
  }),
  sentByHand: false,
} satisfies EventContract;
