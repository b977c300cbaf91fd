import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Shard } from './broadcast.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MAX_MESSAGES_A_BATCH = 10;

/** Some shards were not taken; who tries again sends all of them again. */
export class ShardsNotTakenError extends Error {
  override readonly name = 'ShardsNotTakenError';
}

/**
 * Puts shards into a queue, where other executions of a function take them.
 *
 * @throws ShardsNotTakenError
 */
export async function queueShards(sqs: SQSClient, queueUrl: string, shards: readonly Shard[]): Promise<void> {
  for (let start = 0; start < shards.length; start += MAX_MESSAGES_A_BATCH) {
    const Entries = shards
      .slice(start, start + MAX_MESSAGES_A_BATCH)
      .map((shard, index) => ({ Id: String(index), MessageBody: JSON.stringify(shard) }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    const [failure] = Failed;
    if (failure) throw new ShardsNotTakenError(`${Failed.length} shards: ${failure.Code} ${failure.Message}`);
  }
}
