import type { Readable } from 'node:stream';

/** An object, or one version of it. */
export interface ObjectReference {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string | undefined;
}

/** What is known of an object without reading it. */
export interface ObjectFacts {
  /** In buckets with versions. */
  readonly versionId?: string | undefined;
  readonly etag: string;
  readonly sizeBytes: number;
  readonly lastModified: Date;
  /** What whoever wrote it wrote beside it; names in lower case. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
}

export interface NewObject extends ObjectReference {
  readonly body: Buffer;
  readonly contentType: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
  /** Values in ASCII. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The beginning of an object, and what is known of it. Whoever does not read `head` to its end must destroy it. */
export interface OpenObject {
  readonly facts: ObjectFacts;
  readonly head: Readable;
}

/** Where objects are kept. */
export interface ObjectStore {
  /** @throws ObjectNotFoundError */
  describe(object: ObjectReference): Promise<ObjectFacts>;
  /**
   * Describes an object and begins to read it, in one call.
   *
   * @param headBytes where `head` ends, if the object is longer
   * @throws ObjectNotFoundError
   */
  open(object: ObjectReference, headBytes: number): Promise<OpenObject>;
  /**
   * @param firstBytes read no more than these; without it, the whole object
   * @throws ObjectNotFoundError
   */
  read(object: ObjectReference, firstBytes?: number): Promise<Readable>;
  write(object: NewObject): Promise<void>;
}

/** There is no such object, or no such version of it, or it was deleted. */
export class ObjectNotFoundError extends Error {
  override readonly name = 'ObjectNotFoundError';

  constructor(object: ObjectReference, options?: ErrorOptions) {
    const version = object.versionId ? ` in version ${object.versionId}` : '';
    super(`${object.bucket} has no object ${JSON.stringify(object.key)}${version}`, options);
  }
}
