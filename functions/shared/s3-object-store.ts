import { Readable } from 'node:stream';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
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
  type OpenObject,
} from './object-store.ts';

/** Keeps objects in S3. */
export class S3ObjectStore implements ObjectStore {
  readonly #s3: S3Client;

  constructor(s3: S3Client) {
    this.#s3 = s3;
  }

  async describe(object: ObjectReference): Promise<ObjectFacts> {
    const head = await this.#s3.send(new HeadObjectCommand(address(object))).catch(notFound(object));
    return factsOf(object, head, head.ContentLength);
  }

  async open(object: ObjectReference, headBytes: number): Promise<OpenObject> {
    const found = await this.#get(object, headBytes).catch(unlessEmpty);
    if (!found) return { facts: await this.describe(object), head: Readable.from([]) };
    return { facts: factsOf(object, found, sizeOf(found)), head: streamOf(found) };
  }

  async read(object: ObjectReference, firstBytes?: number): Promise<Readable> {
    return streamOf(await this.#get(object, firstBytes));
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

  #get(object: ObjectReference, firstBytes?: number): Promise<GetObjectCommandOutput> {
    const range = firstBytes === undefined ? {} : { Range: `bytes=0-${firstBytes - 1}` };
    return this.#s3.send(new GetObjectCommand({ ...address(object), ...range })).catch(notFound(object));
  }
}

type Described = Pick<GetObjectCommandOutput, 'ETag' | 'LastModified' | 'VersionId' | 'Metadata'>;

function factsOf(
  { key }: ObjectReference,
  { ETag, LastModified, VersionId, Metadata }: Described,
  sizeBytes: number | undefined,
): ObjectFacts {
  if (ETag === undefined || sizeBytes === undefined || LastModified === undefined) {
    throw new TypeError(`S3 described ${key} without its ETag, length or date`);
  }
  return { versionId: VersionId, etag: ETag, sizeBytes, lastModified: LastModified, metadata: Metadata };
}

/** Of the whole object, of which this may be a part: `bytes 0-99/1234`. */
function sizeOf({ ContentRange, ContentLength }: GetObjectCommandOutput): number | undefined {
  const whole = /\/(\d+)$/.exec(ContentRange ?? '')?.[1];
  return whole === undefined ? ContentLength : Number(whole);
}

function streamOf({ Body }: GetObjectCommandOutput): Readable {
  if (!(Body instanceof Readable)) throw new TypeError('S3 answered without a stream, as it does outside Node');
  return Body;
}

/** What is empty has no first byte: S3 says that there is no such range. */
function unlessEmpty(error: unknown): undefined {
  if (!(error instanceof S3ServiceException && error.name === 'InvalidRange')) throw error;
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
