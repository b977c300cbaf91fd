import { RejectedError } from '../shared/rejection.ts';

/** What the decoders and the limits say; to these comes ObjectNotFound. */
export type ImageRejectionCode =
  | 'InvalidEvent'
  | 'UnknownBucket'
  | 'EmptyFile'
  | 'TooManyBytes'
  | 'TooManyPixels'
  | 'NotAnImage'
  | 'UnsupportedFormat'
  | 'DamagedImage';

/** The image itself is at fault. */
export class ImageRejectedError extends RejectedError {
  override readonly name = 'ImageRejectedError';

  constructor(code: ImageRejectionCode, message: string, options?: ErrorOptions) {
    super(code, message, options);
  }
}
