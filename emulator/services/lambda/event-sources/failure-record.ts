import type { GivenUp } from '../../event-sources/stream/retry.ts';
import { createdAt, type StreamRecord, sequenceOf } from '../../event-sources/stream/stream-record.ts';
import type { Failure } from './batch-invoker.ts';

interface Circumstances {
  readonly functionArn: string;
  readonly streamArn: string;
  /** For records that no invocation stands for. */
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * What a destination is told of given up records. They themselves are not in it: the stream still has them
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html).
 */
export function failureRecord({ records, reason, tries, failure, shardId }: GivenUp<Failure>, about: Circumstances) {
  return {
    requestContext: {
      requestId: failure?.requestId ?? about.requestId,
      functionArn: about.functionArn,
      condition: reason,
      approximateInvokeCount: tries,
    },
    ...(failure
      ? {
          responseContext: {
            statusCode: 200,
            executedVersion: failure.executedVersion,
            functionError: failure.functionError,
          },
        }
      : {}),
    version: '1.0',
    timestamp: new Date(about.now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      ...range(records),
      batchSize: records.length,
      streamArn: about.streamArn,
    },
  };
}

export type FailureRecord = ReturnType<typeof failureRecord>;

function range(records: readonly StreamRecord[]) {
  const [first, last] = [records[0], records.at(-1)];
  return {
    startSequenceNumber: first && sequenceOf(first),
    endSequenceNumber: last && sequenceOf(last),
    approximateArrivalOfFirstRecord: first && arrival(first),
    approximateArrivalOfLastRecord: last && arrival(last),
  };
}

/** Without fractions, which a record's time has not. */
const arrival = (record: StreamRecord) => new Date(createdAt(record)).toISOString().replace('.000Z', 'Z');
