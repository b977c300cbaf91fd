import type { OutcomeFrame } from '../chat/frames.ts';
import type { Rejection } from './upload.ts';

/** What became of an image, as the socket tells it. */
export interface ImageOutcome {
  readonly imageId: string;
  /** Of an image that was uploaded from a page. */
  readonly uploadId: string | undefined;
  /** Why there are no copies of it. */
  readonly rejection: Rejection | undefined;
}

/** @returns undefined for news of something else */
export function imageOutcomeOf({ source, detailType, data }: OutcomeFrame): ImageOutcome | undefined {
  const imageId = textIn(data, 'imageId');
  if (source !== 'telar.images' || imageId === undefined) return undefined;
  const isRejected = detailType === 'Image Rejected';
  if (!isRejected && detailType !== 'Image Processed') return undefined;
  // functions/images/upload-key.ts: `uploads/<uploadId>/<filename>`.
  const uploadId = textIn(memberOf(data, 'original'), 'key')?.match(/^uploads\/([0-9a-f]+)\//)?.[1];
  return { imageId, uploadId, rejection: isRejected ? rejectionIn(memberOf(data, 'reason')) : undefined };
}

function rejectionIn(reason: unknown): Rejection {
  return { code: textIn(reason, 'code'), message: textIn(reason, 'message') ?? '' };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textIn(value: unknown, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === 'string' ? member : undefined;
}
