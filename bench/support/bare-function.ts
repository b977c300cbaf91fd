import { S3Client } from '@aws-sdk/client-s3';
import type { DerivativeKind } from '../../functions/images/derivative.ts';
import { inspectImage } from '../../functions/images/inspect/inspect-image.ts';
import { makeDerivative } from '../../functions/images/resize/make-derivative.ts';
import { S3ObjectStore } from '../../functions/shared/s3-object-store.ts';

export interface BareInvocation {
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  readonly step: 'inspect' | DerivativeKind;
}

/** A process for itself: does for its parent what the functions of images do, with neither Lambda nor telemetry around it. */
let objects: S3ObjectStore | undefined;
process.on('message', async ({ endpoint, bucket, key, step }: BareInvocation) => {
  objects ??= new S3ObjectStore(
    new S3Client({
      endpoint,
      forcePathStyle: true,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
  );
  const limit = Number.MAX_SAFE_INTEGER;
  const answer =
    step === 'inspect'
      ? await inspectImage(
          { fallbackId: key, upload: { bucket, key } },
          { objects, originalBucket: bucket, limits: { maxBytes: limit, maxPixels: limit } },
        )
      : await makeDerivative(
          { kind: step, imageId: 'bench', original: { bucket, key, format: 'jpeg' }, processedBy: 'bench' },
          { objects, buckets: { processed: bucket, thumbnail: bucket }, maxPixels: limit, now: () => new Date() },
        );
  process.send?.(answer.outcome);
});
process.on('disconnect', () => process.exit());
