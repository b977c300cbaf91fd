import * as z from 'zod';
import type { EventContract } from '../contract.ts';

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
    reason: z.object({
      code: z.string().min(1).describe('For programs: NotAnImage, TooManyBytes, ObjectNotFound …'),
      message: z.string().min(1).describe('For people.'),
    }),
  }),
  sentByHand: false,
} satisfies EventContract;
