import { noSuchKey, notImplemented, notModified, preconditionFailed } from './errors.ts';
import type { ObjectVersion } from './objects/object.ts';

/** Conditions of a read, or of the source of a copy (https://datatracker.ietf.org/doc/html/rfc9110#section-13). */
export interface ReadConditions {
  readonly ifMatch?: string | undefined;
  readonly ifNoneMatch?: string | undefined;
  readonly ifModifiedSince?: Date | undefined;
  readonly ifUnmodifiedSince?: Date | undefined;
}

type Validators = Pick<ObjectVersion, 'etag' | 'modifiedAt'>;

/** Which condition does not hold, by its header's name; an entity tag that is given overrules its date. */
function failing({ etag, modifiedAt }: Validators, conditions: ReadConditions): keyof ReadConditions | undefined {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, etag)) return 'ifMatch';
  } else if (ifUnmodifiedSince && modifiedAt > ifUnmodifiedSince.getTime()) return 'ifUnmodifiedSince';
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, etag) ? 'ifNoneMatch' : undefined;
  return ifModifiedSince && modifiedAt <= ifModifiedSince.getTime() ? 'ifModifiedSince' : undefined;
}

const HEADERS: Readonly<Record<keyof ReadConditions, string>> = {
  ifMatch: 'If-Match',
  ifNoneMatch: 'If-None-Match',
  ifModifiedSince: 'If-Modified-Since',
  ifUnmodifiedSince: 'If-Unmodified-Since',
};

/** @throws AwsError NotModified (304), PreconditionFailed (412) */
export function checkRead(version: Validators, conditions: ReadConditions): void {
  const failed = failing(version, conditions);
  if (failed === 'ifNoneMatch' || failed === 'ifModifiedSince') throw notModified(version.etag);
  if (failed) throw preconditionFailed(HEADERS[failed]);
}

/** The same for the source of a copy, where nothing is ever "not modified". @throws AwsError PreconditionFailed */
export function checkCopySource(version: Validators, conditions: ReadConditions): void {
  const failed = failing(version, conditions);
  if (failed) throw preconditionFailed(`x-amz-copy-source-${HEADERS[failed]}`);
}

/** Conditions of a write (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html). */
export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/**
 * @param current the key's current object, undefined where there is none or it is deleted
 * @throws AwsError PreconditionFailed; NoSuchKey for If-Match on nothing; NotImplemented for other forms
 */
export function checkWrite(current: ObjectVersion | undefined, key: string, conditions: WriteConditions): void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') throw notImplemented('If-None-Match with an entity tag; only * is allowed on a write');
    if (current) throw preconditionFailed('If-None-Match');
  }
  if (IfMatch === undefined) return;
  if (IfMatch === '*') throw notImplemented('If-Match with *; only an entity tag is allowed on a write');
  if (!current) throw noSuchKey(key);
  if (!matches(IfMatch, current.etag)) throw preconditionFailed('If-Match');
}

/** Whether a list of entity tags, quoted or not, names `etag`. */
export function matches(list: string, etag: string): boolean {
  return list.split(',').some((entry) => {
    const tag = entry
      .trim()
      .replace(/^W\//, '')
      .replace(/^"(.*)"$/, '$1');
    return tag === '*' || tag === etag;
  });
}
