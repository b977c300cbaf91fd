import { compileFilter } from '../../event-sources/filters.ts';
import { QUEUE_CONCURRENCY } from '../../event-sources/limits.ts';
import type { QueueRecord } from '../../event-sources/queue/queue-record.ts';
import { QueueSource } from '../../event-sources/queue/queue-source.ts';
import { DEFAULT_QUEUE_BATCH } from '../limits.ts';
import { filterPatterns } from './filter-patterns.ts';
import type { SourceKind } from './source.ts';

/** An SQS queue: what the target took is deleted, what it did not take is seen again after its visibility time-out. */
export const queueSource: SourceKind = {
  title: 'SQS queue',
  owns: (service) => service === 'sqs',
  parameters: 'SqsQueueParameters',
  batchSize: ({ SourceParameters }) => SourceParameters?.SqsQueueParameters?.BatchSize ?? DEFAULT_QUEUE_BATCH,
  open: (pipe, { deliver, ...deps }) =>
    new QueueSource({
      ...deps,
      queueArn: pipe.Source,
      batchSize: queueSource.batchSize(pipe),
      windowSeconds: pipe.SourceParameters?.SqsQueueParameters?.MaximumBatchingWindowInSeconds ?? 0,
      concurrency: QUEUE_CONCURRENCY,
      filter: compileFilter(filterPatterns(pipe)),
      deliver: async (records) => {
        const batch = records.map((event) => ({ id: event.messageId, event }));
        return (await deliver(batch, traceOf(records))).failed;
      },
    }),
};

/** A batch can pass on the trace of one sender only. */
const traceOf = (records: readonly QueueRecord[]): string | undefined => records[0]?.attributes.AWSTraceHeader;
