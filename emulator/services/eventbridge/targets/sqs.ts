import type { SendMessageCommandInput, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import type { Account } from '../../../runtime/account.ts';
import { parseArn } from '../arns.ts';
import { validation } from '../errors.ts';
import { queueUrl } from './queue-url.ts';
import type { TargetKind } from './target.ts';

/** Sends a message; to a FIFO queue with the target's message group. */
export const sqsTarget = (door: Door, account: Account): TargetKind => ({
  title: 'SQS queue',
  owns: (service) => service === 'sqs',
  send({ target, event, input, deliveryId, principal }) {
    const arn = parseArn(target.Arn);
    if (!arn) throw validation(`Parameter ${target.Arn} is not valid. Reason: Provided Arn is not in correct format.`);
    const group = target.SqsParameters?.MessageGroupId;
    return door.call<SendMessageCommandInput, SendMessageCommandOutput>(
      {
        service: 'sqs',
        operation: 'SendMessage',
        principal,
        ...(event.traceHeader ? { traceHeader: event.traceHeader } : {}),
      },
      {
        QueueUrl: queueUrl(account, arn),
        MessageBody: input,
        ...(group ? { MessageGroupId: group } : {}),
        ...(target.Arn.endsWith('.fifo') ? { MessageDeduplicationId: deliveryId } : {}),
      },
    );
  },
});
