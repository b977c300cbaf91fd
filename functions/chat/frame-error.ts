import type { ErrorFrame, FrameErrorCode } from './frames.ts';

type Details = Pick<ErrorFrame, 'actions' | 'retryAt' | 'retryAfterMilliseconds'>;

/** A client is told what is wrong with its frame; nobody else is concerned. */
export class FrameError extends Error {
  override readonly name = 'FrameError';
  readonly code: FrameErrorCode;
  readonly details: Details;

  constructor(code: FrameErrorCode, message: string, details: Details = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
