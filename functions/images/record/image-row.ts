import type { Counts, LedgerRow } from '../../shared/ledger/ledger.ts';
import { listShard } from '../../shared/ledger/shards.ts';

/** What became of an image. */
export type ImageOutcome =
  | {
      readonly status: 'completed';
      readonly processedKey: string;
      readonly thumbnailKey: string;
    }
  | {
      readonly status: 'error';
      readonly errorCode: string;
      readonly errorMessage: string;
    };

/** What is known of an original; an image that was rejected early lacks most of it. */
export interface OriginalFacts {
  readonly originalBucket?: string | undefined;
  readonly originalKey?: string | undefined;
  readonly originalVersionId?: string | undefined;
  readonly sizeBytes?: number | undefined;
  readonly contentType?: string | undefined;
  readonly format?: string | undefined;
  /** Pixels, as shown. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** A row of the table of images. Times are ISO 8601, UTC. */
export type ImageRow = LedgerRow &
  OriginalFacts &
  ImageOutcome & {
    readonly imageId: string;
    readonly uploadedAt: string;
    readonly processedAt: string;
    readonly correlationId: string;
  };

/** The bytes are those of the originals that were processed. */
export function imageCounts({ status }: ImageOutcome, { sizeBytes = 0 }: OriginalFacts): Counts {
  return status === 'completed' ? { total: 1, successful: 1, bytes: sizeBytes } : { total: 1, failed: 1 };
}

/** What lib/constructs/images/image-table.ts lists images by. */
export function imageIndexKeys({ imageId, status, uploadedAt }: ImageRow): Record<string, string> {
  const shard = listShard(imageId);
  return { listShard: shard, statusShard: `${status}#${shard}`, uploadedAtId: `${uploadedAt}#${imageId}` };
}
