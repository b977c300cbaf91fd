import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import {
  type NewObject,
  type ObjectFacts,
  ObjectNotFoundError,
  type ObjectReference,
  type ObjectStore,
} from './object-store.ts';

/** Keeps objects in S3. */
export class S3ObjectStore implements ObjectStore {
  readonly #s3: S3Client;

  constructor(s3: S3Client) {
    this.#s3 = s3;
  }

  async describe(object: ObjectReference): Promise<ObjectFacts> {
    const head = await this.#s3.send(new HeadObjectCommand(address(object))).catch(notFound(object));
    if (head.ETag === undefined || head.ContentLength === undefined || head.LastModified === undefined) {
      throw new TypeError(`S3 described ${object.key} without its ETag, length or date`);
    }
    return {
      versionId: head.VersionId,
      etag: head.ETag,
      sizeBytes: head.ContentLength,
      lastModified: head.LastModified,
      metadata: head.Metadata,
    };
  }

  async read(object: ObjectReference, firstBytes?: number): Promise<Readable> {
    const range = firstBytes === undefined ? {} : { Range: `bytes=0-${firstBytes - 1}` };
    const { Body } = await this.#s3
      .send(new GetObjectCommand({ ...address(object), ...range }))
      .catch(notFound(object));
    if (!(Body instanceof Readable)) throw new TypeError('S3 answered without a stream, as it does outside Node');
    return Body;
  }

  async write(object: NewObject): Promise<void> {
    await this.#s3.send(
      new PutObjectCommand({
        Bucket: object.bucket,
        Key: object.key,
        Body: object.body,
        ContentType: object.contentType,
        ContentEncoding: object.contentEncoding,
        CacheControl: object.cacheControl,
        Metadata: { ...object.metadata },
      }),
    );
  }
}

function address({ bucket, key, versionId }: ObjectReference) {
  return { Bucket: bucket, Key: key, VersionId: versionId };
}

/** S3 says by status 404 that something is not there, and by 405 that it was asked for a delete marker. */
const ABSENT = [404, 405];

function notFound(object: ObjectReference) {
  return (error: unknown): never => {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status !== undefined && ABSENT.includes(status)) throw new ObjectNotFoundError(object, { cause: error });
    throw error;
  };
}
