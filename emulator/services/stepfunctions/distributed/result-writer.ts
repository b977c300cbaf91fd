import { StateFields } from '../asl/state-fields.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import type { Visit } from '../engine/visit.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { jsonataTemplate } from '../states/jsonata-flow.ts';
import { payloadTemplate } from '../states/jsonpath-flow.ts';
import { callS3 } from './s3-source.ts';

/** Writes the results of a Map Run to S3 and answers what the state then passes on. */
export type ResultWriter = (visit: Visit, input: Json, run: FinishedRun) => Promise<Json>;

export interface FinishedRun {
  readonly mapRunArn: string;
  readonly children: readonly ExecutionRecord[];
}

const OUTCOMES = {
  SUCCEEDED: ['SUCCEEDED'],
  FAILED: ['FAILED', 'TIMED_OUT', 'ABORTED'],
  PENDING: ['RUNNING'],
} as const;

/** `ResultWriter` (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html). */
export function resultWriter(state: StateFields): ResultWriter | undefined {
  const fields = state.nested('ResultWriter');
  if (!fields) return undefined;
  const resource = fields.text('Resource');
  if (resource !== undefined && !/^arn:[\w-]+:states:::s3:putObject$/.test(resource)) {
    fields.invalid(`The resource provided ${resource} is not recognized.`, 'Resource');
  }
  const inner = new StateFields({ ...state, object: fields.object, location: fields.location });
  const parameters = state.isJsonata ? jsonataTemplate(inner, 'Arguments') : payloadTemplate(inner, 'Parameters');
  inner.ignore('Resource');
  inner.finish();
  return async (visit, input, run) => {
    const target = await parameters?.(visit.scope(input));
    const { Bucket, Prefix } = isObject(target ?? null) ? (target as JsonObject) : {};
    return write(visit, String(Bucket ?? ''), String(Prefix ?? ''), run);
  };
}

async function write(
  visit: Visit,
  bucket: string,
  prefix: string,
  { mapRunArn, children }: FinishedRun,
): Promise<Json> {
  const id = mapRunArn.slice(mapRunArn.lastIndexOf(':') + 1);
  const folder = [prefix.replace(/\/$/, ''), id].filter((part) => part !== '').join('/');
  const files: Record<string, Json[]> = {};
  for (const [outcome, statuses] of Object.entries(OUTCOMES)) {
    const records = children.filter(({ status }) => statuses.some((one) => one === status));
    const body = JSON.stringify(records.map(described));
    const key = `${folder}/${outcome}_0.json`;
    if (records.length > 0) await put(visit, bucket, key, body);
    files[outcome] = records.length > 0 ? [{ Key: key, Size: Buffer.byteLength(body) }] : [];
  }
  const manifest = `${folder}/manifest.json`;
  await put(
    visit,
    bucket,
    manifest,
    JSON.stringify({ DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files }),
  );
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: manifest } };
}

const put = (visit: Visit, bucket: string, key: string, body: string) =>
  callS3(
    visit,
    'PutObject',
    { Bucket: bucket, Key: key, Body: body, ContentType: 'application/json' },
    'States.ResultWriterFailed',
  );

/** A child execution as the result files describe it. */
function described(record: ExecutionRecord): JsonObject {
  const { stopAt, output, error, cause } = record;
  return {
    ExecutionArn: record.arn,
    Input: record.input,
    InputDetails: { Included: true },
    Name: record.name,
    ...(output === undefined ? {} : { Output: output, OutputDetails: { Included: true } }),
    ...(error === undefined ? {} : { Error: error }),
    ...(cause === undefined ? {} : { Cause: cause }),
    RedriveCount: record.redriveCount,
    StartDate: new Date(record.startAt).toISOString(),
    StateMachineArn: record.machineArn,
    Status: record.status,
    ...(stopAt === undefined ? {} : { StopDate: new Date(stopAt).toISOString() }),
  };
}
