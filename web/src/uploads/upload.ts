/** One file on its way to become an image. */
export interface Upload {
  /** Names it in this page, and is the same for each attempt. */
  readonly id: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly progress: UploadProgress;
}

/**
 * ```
 * refused    waiting → uploading → processing → completed
 *                         ↓ ↑ retry       ↓
 *                        failed        rejected
 * ```
 */
export type UploadProgress =
  /** Until one of the few that go at once is through. */
  | { readonly status: 'waiting' }
  | { readonly status: 'uploading'; readonly sentBytes: number }
  /** It has arrived; what becomes of it is up to the workflow. */
  | { readonly status: 'processing' }
  | { readonly status: 'completed'; readonly imageId: string }
  /** The workflow could not make an image of it, and said why. */
  | { readonly status: 'rejected'; readonly imageId: string; readonly reason: Rejection }
  /** Nothing was sent. */
  | { readonly status: 'refused'; readonly refusal: Refusal }
  /** It did not arrive; another attempt may do better. */
  | { readonly status: 'failed'; readonly error: unknown };

/** Why there are no copies of an image, as the workflow says it. */
export interface Rejection {
  readonly code: string | undefined;
  readonly message: string;
}

/** What can be said of a file before it is sent. */
export type Refusal =
  | { readonly because: 'notAnImage' }
  | { readonly because: 'empty' }
  | { readonly because: 'tooLarge'; readonly maxBytes: number };

/** Nothing more happens to it by itself. */
export function isOver({ progress: { status } }: Upload): boolean {
  return status === 'completed' || status === 'rejected' || status === 'refused';
}
