import type { ObjectReference, ObjectStore } from '../../shared/object-store.ts';
import { type Rejected, rejectionReason } from '../../shared/rejection.ts';
import { copyMetadata } from '../copy-metadata.ts';
import { DERIVATIVES, type DerivativeKind, derivativeKey } from '../derivative.ts';
import { FORMAT_FACTS, formatOfCopies, type ImageFormat } from '../image-format.ts';
import { shrink } from '../shrink.ts';

export interface DerivativePorts {
  readonly objects: ObjectStore;
  readonly buckets: Readonly<Record<DerivativeKind, string>>;
  readonly maxPixels: number;
  now(): Date;
}

export interface DerivativeRequest {
  readonly kind: DerivativeKind;
  readonly imageId: string;
  readonly original: ObjectReference & { readonly format: ImageFormat };
  /** The execution that wants it. */
  readonly processedBy: string;
}

export interface Created {
  readonly outcome: 'created';
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  readonly sizeBytes: number;
  readonly width: number;
  readonly height: number;
}

/** A derivative's key names its very content: what is fetched once need never be asked for again. */
const CACHE_CONTROL = 'private, max-age=31536000, immutable';

/**
 * Makes one copy of an original, the processed one or the thumbnail, and stores it under a key that is the same every time.
 *
 * @throws whatever the object store throws, except that the original is not there: that is a rejection
 */
export async function makeDerivative(request: DerivativeRequest, ports: DerivativePorts): Promise<Created | Rejected> {
  try {
    return await make(request, ports);
  } catch (error) {
    const reason = rejectionReason(error);
    if (!reason) throw error;
    return { outcome: 'rejected', reason };
  }
}

async function make(request: DerivativeRequest, ports: DerivativePorts): Promise<Created> {
  const { kind, imageId, original } = request;
  const format = formatOfCopies(original.format);
  const file = await ports.objects.read(original);
  const copy = await shrink(file, {
    longestSidePixels: DERIVATIVES[kind].longestSidePixels,
    format,
    maxPixels: ports.maxPixels,
  });

  const bucket = ports.buckets[kind];
  const key = derivativeKey(kind, imageId, original.key, format);
  const { contentType } = FORMAT_FACTS[format];
  await ports.objects.write({
    bucket,
    key,
    body: copy.bytes,
    contentType,
    cacheControl: CACHE_CONTROL,
    metadata: copyMetadata({ ...request, processedAt: ports.now() }),
  });
  return {
    outcome: 'created',
    bucket,
    key,
    contentType,
    sizeBytes: copy.bytes.length,
    width: copy.width,
    height: copy.height,
  };
}
