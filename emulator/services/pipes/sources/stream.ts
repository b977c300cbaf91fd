import { compileFilter } from '../../event-sources/filters.ts';
import type { Checkpoints } from '../../event-sources/stream/checkpoints.ts';
import type { Delivery, StreamBatch } from '../../event-sources/stream/retry.ts';
import { sequenceOf } from '../../event-sources/stream/stream-record.ts';
import { type StreamSignals, StreamSource } from '../../event-sources/stream/stream-source.ts';
import { DEFAULT_STREAM_BATCH } from '../limits.ts';
import type { Pipe } from '../pipe.ts';
import { filterPatterns } from './filter-patterns.ts';
import { tellOfGivenUp } from './given-up.ts';
import type { SourceDeps, SourceKind } from './source.ts';

interface Deps {
  readonly streams: StreamSignals;
  readonly checkpoints: Checkpoints;
}

const readerName = ({ name }: Pipe) => `pipes ${name}`;

/** A DynamoDB stream, read in order: a batch that fails holds up those behind it until it is given up. */
export const streamSource = ({ streams, checkpoints }: Deps): SourceKind => ({
  title: 'DynamoDB stream',
  owns: (service, resource) => service === 'dynamodb' && resource.includes('/stream/'),
  parameters: 'DynamoDBStreamParameters',
  needsParameters: true,
  batchSize,
  forget: (pipe) => checkpoints.forget(readerName(pipe)),
  open(pipe, deps) {
    const parameters = pipe.SourceParameters?.DynamoDBStreamParameters;
    return new StreamSource<string>({
      ...deps,
      streams,
      checkpoints,
      streamArn: pipe.Source,
      reader: readerName(pipe),
      startingPosition: parameters?.StartingPosition ?? 'LATEST',
      batchSize: batchSize(pipe),
      windowSeconds: parameters?.MaximumBatchingWindowInSeconds ?? 0,
      lanes: parameters?.ParallelizationFactor ?? 1,
      filter: compileFilter(filterPatterns(pipe)),
      retry: {
        maximumAttempts: parameters?.MaximumRetryAttempts ?? -1,
        maximumAgeSeconds: parameters?.MaximumRecordAgeInSeconds ?? -1,
        bisect: parameters?.OnPartialBatchItemFailure === 'AUTOMATIC_BISECT',
      },
      deliver: (batch) => deliver(deps, batch),
      giveUp: async (givenUp) => {
        const queue = parameters?.DeadLetterConfig?.Arn;
        if (queue) await tellOfGivenUp(deps, pipe, queue, givenUp);
        deps.onGivenUp(givenUp.reason, queue !== undefined);
      },
    });
  },
});

const batchSize = ({ SourceParameters }: Pick<Pipe, 'SourceParameters'>) =>
  SourceParameters?.DynamoDBStreamParameters?.BatchSize ?? DEFAULT_STREAM_BATCH;

async function deliver(deps: SourceDeps, { records }: StreamBatch): Promise<Delivery<string>> {
  const { failed, reason = 'items failed' } = await deps.deliver(
    records.map((event) => ({ id: event.eventID, event })),
    undefined,
  );
  if (failed.size === 0) return { kind: 'worked' };
  const first = records.find(({ eventID }) => failed.has(eventID));
  return { kind: 'failed', failure: reason, ...(first ? { firstFailed: sequenceOf(first) } : {}) };
}
