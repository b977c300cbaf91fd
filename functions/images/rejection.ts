import type * as z from 'zod';
import type { imageRejected } from '../../events/image-rejected/v1.ts';
import { ObjectNotFoundError } from '../shared/object-store.ts';

/** Why an image is not processed, for programs and for people. */
export type RejectionReason = z.infer<typeof imageRejected.data>['reason'];

/** What the decoders and the limits say; to these comes ObjectNotFound. */
export type RejectionCode =
  | 'InvalidEvent'
  | 'UnknownBucket'
  | 'EmptyFile'
  | 'TooManyBytes'
  | 'TooManyPixels'
  | 'NotAnImage'
  | 'UnsupportedFormat'
  | 'DamagedImage';

/**
 * The image itself is at fault, so that trying again cannot help. It does not leave a function as an error, but as an answer: the
 * alarm on a function's errors is not for people who upload text files.
 */
export class ImageRejectedError extends Error {
  override readonly name = 'ImageRejectedError';
  readonly code: RejectionCode;

  constructor(code: RejectionCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export interface Rejected {
  readonly outcome: 'rejected';
  readonly reason: RejectionReason;
}

/** The reason, when it is the image that is at fault; undefined for an error that another attempt may heal, or a person must see. */
export function rejectionReason(error: unknown): RejectionReason | undefined {
  if (error instanceof ImageRejectedError) return { code: error.code, message: error.message };
  if (error instanceof ObjectNotFoundError) return { code: 'ObjectNotFound', message: error.message };
  return undefined;
}
