import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  DeleteMessageBatchCommandInput,
  DeleteMessageBatchCommandOutput,
  ReceiveMessageCommandInput,
  ReceiveMessageCommandOutput,
} from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueUrl } from '../../eventbridge/targets/queue-url.ts';
import { MESSAGES_PER_DELETE, QUEUE_WAIT_SECONDS } from '../limits.ts';
import { type QueueRecord, queueRecord } from './queue-record.ts';

export interface QueueClientOptions {
  readonly door: Door;
  readonly account: Account;
  readonly queueArn: string;
  /** Whose permissions count; asked anew for each call, so that a role may change. */
  readonly principal: () => Principal;
}

/** A queue as its consumer calls it. */
export class QueueClient {
  readonly #options: QueueClientOptions;
  readonly #url: string;

  /** @throws Error when the ARN is none of a queue */
  constructor(options: QueueClientOptions) {
    const arn = parseArn(options.queueArn);
    if (arn?.service !== 'sqs') throw new Error(`${options.queueArn} is not the ARN of a queue`);
    this.#options = options;
    this.#url = queueUrl(options.account, arn);
  }

  /** Up to `count` messages; waits for a first one until it comes, the long poll ends or `signal` is aborted. */
  async receive(count: number, signal: AbortSignal): Promise<QueueRecord[]> {
    const { door, queueArn, principal } = this.#options;
    const { Messages = [] } = await door.call<ReceiveMessageCommandInput, ReceiveMessageCommandOutput>(
      { service: 'sqs', operation: 'ReceiveMessage', principal: principal(), signal },
      {
        QueueUrl: this.#url,
        MaxNumberOfMessages: count,
        WaitTimeSeconds: QUEUE_WAIT_SECONDS,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      },
    );
    return Messages.map((message) => queueRecord(message, queueArn));
  }

  /** @throws Error when one of them could not be deleted; the others are. */
  async delete(records: readonly QueueRecord[]): Promise<void> {
    const { door, principal } = this.#options;
    const failed: string[] = [];
    for (let start = 0; start < records.length; start += MESSAGES_PER_DELETE) {
      // A large batch is a thousand calls, and nobody waits for the last of them.
      if (start > 0) await nextTurn();
      const Entries = records
        .slice(start, start + MESSAGES_PER_DELETE)
        .map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
      const { Failed = [] } = await door.call<DeleteMessageBatchCommandInput, DeleteMessageBatchCommandOutput>(
        { service: 'sqs', operation: 'DeleteMessageBatch', principal: principal() },
        { QueueUrl: this.#url, Entries },
      );
      failed.push(...Failed.map(({ Message, Code }) => Message ?? Code ?? 'unknown'));
    }
    if (failed.length > 0) throw new Error(`${failed.length} messages could not be deleted: ${failed[0]}`);
  }
}
