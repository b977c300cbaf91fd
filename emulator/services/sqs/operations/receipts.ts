import type {
  ChangeMessageVisibilityBatchCommandInput,
  ChangeMessageVisibilityBatchCommandOutput,
  ChangeMessageVisibilityCommandInput,
  DeleteMessageBatchCommandInput,
  DeleteMessageBatchCommandOutput,
  DeleteMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { invalidParameter, missingParameter } from '../errors.ts';
import { VISIBILITY_TIMEOUT_SECONDS } from '../limits.ts';
import type { Queue } from '../queues.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';
import { checkBatch } from '../validation.ts';
import { inBatch } from './batch.ts';

/** What a consumer does with a message it received: delete it, or hold it longer or shorter. */
export function receiptOperations({ queues, messages, metrics }: SqsDeps): AnyOperation[] {
  const access = queueAccess(queues);
  const change = (queue: Queue, ReceiptHandle: string | undefined, VisibilityTimeout: number | undefined) => {
    if (!ReceiptHandle) throw missingParameter('ReceiptHandle');
    if (VisibilityTimeout === undefined) throw missingParameter('VisibilityTimeout');
    if (VisibilityTimeout < 0 || VisibilityTimeout > VISIBILITY_TIMEOUT_SECONDS) {
      throw invalidParameter(
        `Value ${VisibilityTimeout} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and ${VISIBILITY_TIMEOUT_SECONDS}.`,
      );
    }
    messages.changeVisibility(queue, ReceiptHandle, VisibilityTimeout);
  };
  const remove = (queue: Queue, ReceiptHandle: string | undefined) => {
    if (!ReceiptHandle) throw missingParameter('ReceiptHandle');
    messages.delete(queue, ReceiptHandle);
    metrics.deleted(queue);
  };
  return [
    operation<DeleteMessageCommandInput, object>({
      name: 'DeleteMessage',
      access: ({ QueueUrl }) => access('DeleteMessage', QueueUrl),
      run: ({ QueueUrl, ReceiptHandle }) => {
        remove(queues.byUrl(QueueUrl), ReceiptHandle);
        return {};
      },
    }),
    operation<DeleteMessageBatchCommandInput, Omit<DeleteMessageBatchCommandOutput, '$metadata'>>({
      name: 'DeleteMessageBatch',
      access: ({ QueueUrl }) => access('DeleteMessage', QueueUrl),
      run: ({ QueueUrl, Entries }) => {
        const queue = queues.byUrl(QueueUrl);
        return inBatch(checkBatch(Entries), ({ Id, ReceiptHandle }) => {
          remove(queue, ReceiptHandle);
          return { Id };
        });
      },
    }),
    operation<ChangeMessageVisibilityCommandInput, object>({
      name: 'ChangeMessageVisibility',
      access: ({ QueueUrl }) => access('ChangeMessageVisibility', QueueUrl),
      run: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) => {
        change(queues.byUrl(QueueUrl), ReceiptHandle, VisibilityTimeout);
        return {};
      },
    }),
    operation<ChangeMessageVisibilityBatchCommandInput, Omit<ChangeMessageVisibilityBatchCommandOutput, '$metadata'>>({
      name: 'ChangeMessageVisibilityBatch',
      access: ({ QueueUrl }) => access('ChangeMessageVisibility', QueueUrl),
      run: ({ QueueUrl, Entries }) => {
        const queue = queues.byUrl(QueueUrl);
        return inBatch(checkBatch(Entries), ({ Id, ReceiptHandle, VisibilityTimeout }) => {
          change(queue, ReceiptHandle, VisibilityTimeout);
          return { Id };
        });
      },
    }),
  ];
}
