import { Readable } from 'node:stream';
import { AwsError } from '../../../door/errors.ts';
import { Failure } from '../engine/failure.ts';
import type { Visit } from '../engine/visit.ts';
import { collectStream } from '../integrations/sdk-codec.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** Calls an S3 operation as the execution's role, with the parameters as Step Functions has them. */
export async function callS3<Output>(
  visit: Visit,
  operation: string,
  parameters: JsonObject,
  error: string,
): Promise<Output> {
  const { engine, execution } = visit;
  try {
    const principal = engine.principalOf(execution);
    const input = engine.codec.decode('s3', operation, parameters);
    return await engine.door.call<unknown, Output>({ service: 's3', operation, principal }, input);
  } catch (thrown) {
    if (thrown instanceof AwsError)
      throw new Failure(error, `${thrown.message} (Service: S3, Error Code: ${thrown.code})`);
    throw thrown;
  }
}

const READER_FAILED = 'States.ItemReaderFailed';
const PAGE = 1_000;

/** The bytes of an object. */
export async function readObject(visit: Visit, source: JsonObject): Promise<Uint8Array> {
  const { Body } = await callS3<{ readonly Body?: unknown }>(visit, 'GetObject', source, READER_FAILED);
  if (Body instanceof Readable) return collectStream(Body);
  return Body instanceof Uint8Array ? Body : new Uint8Array();
}

/** What ListObjectsV2 says of each object, page by page, up to `limit`. */
export async function listObjects(visit: Visit, source: JsonObject, limit: number): Promise<Json[]> {
  const items: Json[] = [];
  let token: Json | undefined;
  do {
    const page: JsonObject = { ...source, MaxKeys: Math.min(PAGE, limit - items.length) };
    if (token !== undefined) page.ContinuationToken = token;
    const answer = await callS3(visit, 'ListObjectsV2', page, READER_FAILED);
    const { Contents, NextContinuationToken } = await visit.engine.codec.encode('s3', 'ListObjectsV2', answer);
    if (Array.isArray(Contents)) items.push(...Contents.filter(isObject));
    token = NextContinuationToken;
  } while (token !== undefined && items.length < limit);
  return items;
}
