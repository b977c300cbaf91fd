import type * as z from 'zod';
import { imageUploadedData } from '../../../events/image-uploaded/v1.ts';
import type { ObjectFacts, ObjectReference, ObjectStore, OpenObject } from '../../shared/object-store.ts';
import { problemsOf } from '../../shared/problems.ts';
import { type Rejected, rejectionReason } from '../../shared/rejection.ts';
import { FORMAT_FACTS, type ImageFormat } from '../image-format.ts';
import { imageIdOf } from '../image-id.ts';
import { type ImageHeader, readHeader } from '../read-header.ts';
import { ImageRejectedError } from '../rejection.ts';

export interface InspectPorts {
  readonly objects: ObjectStore;
  /** The only bucket whose objects are processed. */
  readonly originalBucket: string;
  readonly limits: ImageLimits;
}

export interface ImageLimits {
  readonly maxBytes: number;
  readonly maxPixels: number;
}

export interface InspectRequest {
  /** Under which a rejection is filed, when the event does not say of what. */
  readonly fallbackId: string;
  /** What the event said was uploaded: anything at all. */
  readonly upload: unknown;
}

/** What is known of an original, as far as the inspection came. */
export interface Original {
  readonly bucket?: string;
  readonly key?: string;
  readonly versionId?: string | undefined;
  /** ISO 8601. */
  readonly uploadedAt?: string;
  readonly sizeBytes?: number;
  readonly format?: ImageFormat;
  readonly contentType?: string;
  /** Pixels, as shown. */
  readonly width?: number;
  readonly height?: number;
}

/** Who uploaded an object and for which user action, when it says so itself: S3's event knows only the role that signed the form. */
export interface Origin {
  readonly correlationId?: string | undefined;
  readonly actor?: string | undefined;
}

export type Inspection = { readonly imageId: string; readonly original: Original; readonly origin: Origin } & (
  | { readonly outcome: 'accepted' }
  | Rejected
);

/**
 * Decides whether an upload is an image that we process, and gives it its id. It reads headers only: whether all the pixels are there
 * is found out by the step that needs them.
 *
 * @throws whatever the object store throws, except that the object is not there: that is a rejection
 */
export async function inspectImage(request: InspectRequest, ports: InspectPorts): Promise<Inspection> {
  const found: Findings = { imageId: request.fallbackId, original: {}, origin: {} };
  try {
    await examine(request.upload, ports, found);
    return { outcome: 'accepted', ...found };
  } catch (error) {
    const reason = rejectionReason(error);
    if (!reason) throw error;
    return { outcome: 'rejected', ...found, reason };
  }
}

/** Grows while the examination goes on, so that a rejection tells what was known by then. */
interface Findings {
  imageId: string;
  original: Original;
  origin: Origin;
}

async function examine(upload: unknown, ports: InspectPorts, found: Findings): Promise<void> {
  const wanted = parseUpload(upload);
  found.original = wanted;
  found.imageId = imageIdOf({ ...wanted, version: wanted.versionId ?? null });
  if (wanted.bucket !== ports.originalBucket) {
    throw new ImageRejectedError(
      'UnknownBucket',
      `images are taken from ${ports.originalBucket}, not from ${wanted.bucket}`,
    );
  }

  const { facts, head } = await openUnlessDeleted(wanted, ports.objects);
  try {
    await examineContents({ wanted, facts, head }, ports, found);
  } finally {
    head.destroy();
  }
}

async function examineContents(
  { wanted, facts, head }: OpenObject & { readonly wanted: z.infer<typeof imageUploadedData> },
  ports: InspectPorts,
  found: Findings,
): Promise<void> {
  found.origin = originOf(facts);
  const object = { ...wanted, versionId: facts.versionId };
  found.original = { ...object, sizeBytes: facts.sizeBytes, uploadedAt: facts.lastModified.toISOString() };
  found.imageId = imageIdOf({ ...object, version: facts.versionId ?? facts.etag });
  checkSize(facts, ports.limits);

  const header = await readObjectHeader(object, { facts, head }, ports.objects);
  found.original = { ...found.original, ...header, contentType: FORMAT_FACTS[header.format].contentType };
  checkPixels(header, ports.limits);
}

function originOf({ metadata = {} }: ObjectFacts): Origin {
  return { correlationId: metadata['correlation-id'], actor: metadata.actor };
}

function parseUpload(upload: unknown): z.infer<typeof imageUploadedData> {
  const parsed = imageUploadedData.safeParse(upload);
  if (parsed.success) return parsed.data;
  throw new ImageRejectedError('InvalidEvent', problemsOf(parsed.error, ['data']));
}

/** Most headers are within the first pages of a file, behind embedded previews and colour profiles. */
const HEAD_BYTES = 256 * 1024;

/**
 * A version that was named is there even after its object was deleted. Whoever deletes an image wants no copies of it, so the object is
 * looked at first, and its version only when a newer one has taken its place.
 */
async function openUnlessDeleted(wanted: ObjectReference, objects: ObjectStore): Promise<OpenObject> {
  const newest = await objects.open({ bucket: wanted.bucket, key: wanted.key }, HEAD_BYTES);
  if (wanted.versionId === undefined || wanted.versionId === newest.facts.versionId) return newest;
  newest.head.destroy();
  return objects.open(wanted, HEAD_BYTES);
}

function checkSize({ sizeBytes }: ObjectFacts, { maxBytes }: ImageLimits): void {
  if (sizeBytes === 0) throw new ImageRejectedError('EmptyFile', 'the file is empty');
  if (sizeBytes > maxBytes) {
    throw new ImageRejectedError('TooManyBytes', `${grouped(sizeBytes)} bytes; at most ${grouped(maxBytes)} are taken`);
  }
}

function checkPixels({ width, height }: ImageHeader, { maxPixels }: ImageLimits): void {
  if (width * height > maxPixels) {
    const size = `${grouped(width)} × ${grouped(height)} is ${grouped(width * height)} pixels`;
    throw new ImageRejectedError('TooManyPixels', `${size}; at most ${grouped(maxPixels)} are taken`);
  }
}

/** Reads the beginning and, for the formats that keep something at the end (TIFF, GIF, WebP), if need be the whole. */
async function readObjectHeader(
  object: ObjectReference,
  { facts, head }: OpenObject,
  objects: ObjectStore,
): Promise<ImageHeader> {
  if (facts.sizeBytes <= HEAD_BYTES) return readHeader(head);
  return (await readHeader(head).catch(unlessUnreadable)) ?? readHeader(await objects.read(object));
}

function unlessUnreadable(error: unknown): undefined {
  if (!(error instanceof ImageRejectedError)) throw error;
}

/** 2500000 as people read it: 2,500,000. */
function grouped(count: number): string {
  return count.toLocaleString('en-US');
}
