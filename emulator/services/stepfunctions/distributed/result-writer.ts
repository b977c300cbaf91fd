import type { Fields } from '../asl/fields.ts';
import { StateFields } from '../asl/state-fields.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import type { Visit } from '../engine/visit.ts';
import { isObject, type Json } from '../json.ts';
import { jsonataTemplate } from '../states/jsonata-flow.ts';
import { payloadTemplate } from '../states/jsonpath-flow.ts';
import { type ResultFormat, resultFormat, serialised, transformed } from './result-format.ts';
import { callS3 } from './s3-source.ts';

/** Makes of the results of a Map Run what the state passes on, writing them to S3 where that is asked for. */
export type ResultWriter = (visit: Visit, input: Json, run: FinishedRun) => Promise<Json>;

export interface FinishedRun {
  readonly mapRunArn: string;
  readonly children: readonly ExecutionRecord[];
}

/** The files of results, with the statuses of the executions in them. */
const OUTCOMES = {
  SUCCEEDED: ['SUCCEEDED'],
  FAILED: ['FAILED', 'TIMED_OUT', 'ABORTED'],
  PENDING: ['RUNNING'],
} as const;

/** `ResultWriter` (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html). */
export function resultWriter(state: StateFields): ResultWriter {
  const fields = state.nested('ResultWriter');
  if (!fields?.has('Resource')) return passOn(fields);
  const resource = fields.text('Resource');
  if (resource !== undefined && !/^arn:[\w-]+:states:::s3:putObject$/.test(resource)) {
    fields.invalid(`The resource provided ${resource} is not recognized.`, 'Resource');
  }
  const inner = new StateFields({ ...state, object: fields.object, location: fields.location });
  const parameters = state.isJsonata ? jsonataTemplate(inner, 'Arguments') : payloadTemplate(inner, 'Parameters');
  const format = resultFormat(inner.nested('WriterConfig'), 'NONE');
  inner.ignore('Resource');
  inner.finish();
  return async (visit, input, run) => {
    const target = (await parameters?.(visit.scope(input))) ?? null;
    const { Bucket = '', Prefix = '' } = isObject(target) ? target : {};
    return exported(visit, { bucket: String(Bucket), prefix: String(Prefix) }, format, run);
  };
}

/** Results that stay in the execution. */
function passOn(fields: Fields | undefined): ResultWriter {
  const format = resultFormat(fields?.nested('WriterConfig'), 'COMPACT');
  if (fields && !fields.has('WriterConfig')) fields.require('WriterConfig');
  fields?.finish();
  return async (visit, _input, { children }) => {
    const results = transformed(children, format, visit.engine.clock.now());
    return format.outputType === 'JSONL' ? serialised(results, format) : results;
  };
}

/** Writes a file for each outcome and a manifest that lists them, which is what the state passes on. */
async function exported(
  visit: Visit,
  { bucket, prefix }: { readonly bucket: string; readonly prefix: string },
  format: ResultFormat,
  { mapRunArn, children }: FinishedRun,
): Promise<Json> {
  const id = mapRunArn.slice(mapRunArn.lastIndexOf(':') + 1);
  const folder = [prefix.replace(/\/$/, ''), id].filter((part) => part !== '').join('/');
  const now = visit.engine.clock.now();
  const files: Record<string, Json[]> = {};
  for (const [outcome, statuses] of Object.entries(OUTCOMES)) {
    const records = children.filter(({ status }) => statuses.some((one) => one === status));
    const body = serialised(transformed(records, format, now), format);
    const key = `${folder}/${outcome}_0.${format.outputType.toLowerCase()}`;
    if (records.length > 0) await put(visit, bucket, key, body);
    files[outcome] = records.length > 0 ? [{ Key: key, Size: Buffer.byteLength(body) }] : [];
  }
  const manifest = `${folder}/manifest.json`;
  const listing = { DestinationBucket: bucket, MapRunArn: mapRunArn, ResultFiles: files };
  await put(visit, bucket, manifest, JSON.stringify(listing));
  return { MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: bucket, Key: manifest } };
}

const put = (visit: Visit, bucket: string, key: string, body: string): Promise<unknown> =>
  callS3(
    visit,
    'PutObject',
    {
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: key.endsWith('.json') ? 'application/json' : 'application/jsonl',
    },
    'States.ResultWriterFailed',
  );
