import type { SendMessageBatchCommandInput, SendMessageBatchCommandOutput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueUrl } from '../../eventbridge/targets/queue-url.ts';
import { validation } from '../errors.ts';
import { dynamicValue } from '../events/dynamic-value.ts';
import { TARGET_BATCH } from '../limits.ts';
import { internalCall, type TargetKind } from './target.ts';

/** Sends each event as a message. */
export const sqsTarget = (door: Door, account: Account): TargetKind => ({
  title: 'SQS queue',
  owns: (service) => service === 'sqs',
  batch: TARGET_BATCH.queue,
  parameters: 'SqsQueueParameters',
  async send(shipment) {
    const arn = parseArn(shipment.pipe.Target);
    if (!arn) throw validation(`${shipment.pipe.Target} is not the ARN of a queue.`);
    const { MessageGroupId, MessageDeduplicationId } = shipment.parameters.SqsQueueParameters ?? {};
    const Entries = shipment.inputs.map((MessageBody, index) => {
      const event = shipment.events[index];
      const group = MessageGroupId && dynamicValue(MessageGroupId, event);
      const deduplication = MessageDeduplicationId && dynamicValue(MessageDeduplicationId, event);
      return {
        Id: String(index),
        MessageBody,
        ...(group ? { MessageGroupId: group } : {}),
        ...(deduplication ? { MessageDeduplicationId: deduplication } : {}),
      };
    });
    const { Failed = [] } = await door.call<SendMessageBatchCommandInput, SendMessageBatchCommandOutput>(
      internalCall('sqs', 'SendMessageBatch', shipment),
      { QueueUrl: queueUrl(account, arn), Entries },
    );
    return { failed: new Map(Failed.map(({ Id, Code, Message }) => [Number(Id), `${Code}: ${Message}`])) };
  },
});
