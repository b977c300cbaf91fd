import type { Fields } from '../asl/fields.ts';
import type { ExecutionRecord } from '../engine/execution-record.ts';
import { redriveState } from '../engine/redrive.ts';
import type { Json, JsonObject } from '../json.ts';

/** What becomes of the results of child executions (`WriterConfig`). */
export interface ResultFormat {
  /** NONE: executions as they are; COMPACT: their outputs; FLATTEN: their outputs, of which lists are opened. */
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  readonly outputType: 'JSON' | 'JSONL';
}

/** `WriterConfig` (https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html#writer-config). */
export function resultFormat(config: Fields | undefined, otherwise: ResultFormat['transformation']): ResultFormat {
  const transformation = config?.oneOf('Transformation', ['NONE', 'COMPACT', 'FLATTEN']) ?? otherwise;
  const outputType = config?.oneOf('OutputType', ['JSON', 'JSONL']) ?? 'JSON';
  config?.finish();
  return { transformation, outputType };
}

/** The results in the order of their items. One that failed is shown as the execution that it is. */
export function transformed(
  children: readonly ExecutionRecord[],
  { transformation }: Pick<ResultFormat, 'transformation'>,
  now: number,
): Json[] {
  return children.flatMap((child): Json[] => {
    if (transformation === 'NONE' || child.status !== 'SUCCEEDED') return [described(child, now)];
    const output = JSON.parse(child.output ?? 'null') as Json;
    return transformation === 'FLATTEN' && Array.isArray(output) ? output : [output];
  });
}

/** The results as text. */
export const serialised = (results: readonly Json[], { outputType }: Pick<ResultFormat, 'outputType'>): string =>
  outputType === 'JSONL' ? results.map((result) => JSON.stringify(result)).join('\n') : JSON.stringify(results);

function described(record: ExecutionRecord, now: number): JsonObject {
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
    ...redrive(record, now),
    StartDate: new Date(record.startAt).toISOString(),
    StateMachineArn: record.machineArn,
    Status: record.status,
    ...(stopAt === undefined ? {} : { StopDate: new Date(stopAt).toISOString() }),
  };
}

function redrive(record: ExecutionRecord, now: number): JsonObject {
  const { status, reason } = redriveState(record, now);
  return { RedriveStatus: status, ...(reason === undefined ? {} : { RedriveStatusReason: reason }) };
}
