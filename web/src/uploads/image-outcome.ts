import type { OutcomeFrame } from '../chat/frames.ts';

/** What became of an image, as the socket tells it. */
export interface ImageOutcome {
  readonly imageId: string;
  /** Of an image that was uploaded from a page. */
  readonly uploadId: string | undefined;
  /** Why there are no copies of it. */
  readonly rejection: string | undefined;
}

/** @returns undefined for news of something else */
export function imageOutcomeOf({ source, detailType, data }: OutcomeFrame): ImageOutcome | undefined {
  const imageId = textIn(data, 'imageId');
  if (source !== 'telar.images' || imageId === undefined) return undefined;
  const isRejected = detailType === 'Image Rejected';
  if (!isRejected && detailType !== 'Image Processed') return undefined;
  // functions/images/upload-key.ts: `uploads/<uploadId>/<filename>`.
  const uploadId = textIn(memberOf(data, 'original'), 'key')?.match(/^uploads\/([0-9a-f]+)\//)?.[1];
  const rejection = isRejected ? (textIn(memberOf(data, 'reason'), 'message') ?? '') : undefined;
  return { imageId, uploadId, rejection };
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textIn(value: unknown, name: string): string | undefined {
  const member = memberOf(value, name);
  return typeof member === 'string' ? member : undefined;
}
