import { AwsError } from '../../../door/errors.ts';
import { Failure } from '../engine/failure.ts';
import type { Visit } from '../engine/visit.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** Calls an S3 operation as the execution's role, with the JSON of Step Functions on both sides. */
export async function callS3(
  visit: Visit,
  operation: string,
  parameters: JsonObject,
  error: string,
): Promise<JsonObject> {
  const { engine, execution } = visit;
  try {
    const principal = engine.principalOf(execution);
    const input = engine.codec.decode('s3', operation, parameters);
    const output = await engine.door.call({ service: 's3', operation, principal }, input);
    return await engine.codec.encode('s3', operation, output);
  } catch (thrown) {
    if (thrown instanceof AwsError)
      throw new Failure(error, `${thrown.message} (Service: S3, Error Code: ${thrown.code})`);
    throw thrown;
  }
}

const READER_FAILED = 'States.ItemReaderFailed';
const PAGE = 1_000;

/** The text of an object. */
export async function readObject(visit: Visit, source: JsonObject): Promise<string> {
  const { Body } = await callS3(visit, 'GetObject', source, READER_FAILED);
  return typeof Body === 'string' ? Body : '';
}

/** What ListObjectsV2 says of each object, page by page, up to `limit`. */
export async function listObjects(visit: Visit, source: JsonObject, limit: number): Promise<Json[]> {
  const items: Json[] = [];
  let token: Json | undefined;
  do {
    const page: JsonObject = { ...source, MaxKeys: Math.min(PAGE, limit - items.length) };
    if (token !== undefined) page.ContinuationToken = token;
    const { Contents, NextContinuationToken } = await callS3(visit, 'ListObjectsV2', page, READER_FAILED);
    if (Array.isArray(Contents)) items.push(...Contents.filter(isObject));
    token = NextContinuationToken;
  } while (token !== undefined && items.length < limit);
  return items;
}
