import type { Readable } from 'node:stream';
import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import { servicePrincipal } from '../../../door/principal.ts';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import type { Origin } from '../model.ts';
import type { ViewerRequest } from './viewer-request.ts';

const BUCKET_HOST = /^(?<bucket>.+)\.s3(?:[.-][\w-]+)?\.amazonaws\.com(?:\.cn)?$/;

/** The bucket that an origin's domain names, or undefined. */
export function bucketOf({ domainName }: Origin): string | undefined {
  return BUCKET_HOST.exec(domainName)?.groups?.bucket;
}

interface ObjectAnswer {
  readonly Body: Readable | Uint8Array;
  readonly ContentLength?: number;
  readonly ContentType?: string;
  readonly ContentEncoding?: string;
  readonly ContentRange?: string;
  readonly CacheControl?: string;
  readonly ETag?: string;
  readonly LastModified?: Date;
}

/** Reads an object as CloudFront does: signed as the distribution's when it has an origin access control, else like anybody. */
export async function fromBucket(
  door: Door,
  distributionArn: string,
  origin: Origin,
  bucket: string,
  request: ViewerRequest,
): Promise<WireAnswer> {
  const principal = origin.signed
    ? servicePrincipal('cloudfront.amazonaws.com', distributionArn)
    : ({ kind: 'anonymous' } as const);
  try {
    const input = { Bucket: bucket, Key: keyOf(origin, request.path), ...conditionsOf(request) };
    const object = await door.call<GetObjectCommandInput, ObjectAnswer>(
      { service: 's3', operation: 'GetObject', principal, signal: request.signal },
      input,
    );
    return answerOf(object);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return refusal(error);
  }
}

function keyOf(origin: Origin, path: string): string {
  return decodeURIComponent(`${origin.path}${path}`).replace(/^\//, '');
}

function conditionsOf({ headers }: ViewerRequest): Partial<GetObjectCommandInput> {
  const { range, 'if-none-match': etag, 'if-modified-since': since } = headers;
  return {
    ...(range ? { Range: range } : {}),
    // A tag that was weakened by compression still names the same object.
    ...(etag ? { IfNoneMatch: etag.replace(/^W\//, '') } : {}),
    ...(since && !etag ? { IfModifiedSince: new Date(since) } : {}),
  };
}

function answerOf(object: ObjectAnswer): WireAnswer {
  const { ContentType, ContentLength, ContentEncoding, ContentRange, CacheControl, ETag, LastModified } = object;
  const headers = {
    'content-type': ContentType,
    'content-length': ContentLength?.toString(),
    'content-encoding': ContentEncoding,
    'content-range': ContentRange,
    'cache-control': CacheControl,
    etag: ETag,
    'last-modified': LastModified?.toUTCString(),
  };
  return { status: ContentRange ? 206 : 200, headers: defined(headers), body: object.Body };
}

function refusal({ status, code, message, headers }: AwsError): WireAnswer {
  if (status === 304) return { status, headers, body: undefined };
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

function defined(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
