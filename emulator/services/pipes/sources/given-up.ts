import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { GivenUp } from '../../event-sources/stream/retry.ts';
import { createdAt, sequenceOf } from '../../event-sources/stream/stream-record.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueUrl } from '../../eventbridge/targets/queue-url.ts';
import { validation } from '../errors.ts';
import type { Pipe } from '../pipe.ts';
import type { SourceDeps } from './source.ts';

/**
 * Tells a dead-letter queue or topic which records of a stream were given up; the records themselves stay in the stream
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html).
 */
export async function tellOfGivenUp(
  { door, account, clock, principal }: SourceDeps,
  pipe: Pipe,
  target: string,
  givenUp: GivenUp<string>,
): Promise<void> {
  const arn = parseArn(target);
  const text = JSON.stringify(noticeOf(pipe, givenUp, clock.now()));
  if (arn?.service === 'sqs') {
    await door.call<SendMessageCommandInput, object>(
      { service: 'sqs', operation: 'SendMessage', principal: principal() },
      { QueueUrl: queueUrl(account, arn), MessageBody: text },
    );
  } else if (arn?.service === 'sns') {
    await door.call<PublishCommandInput, object>(
      { service: 'sns', operation: 'Publish', principal: principal() },
      { TopicArn: target, Message: text },
    );
  } else {
    throw validation(`${target} is no queue or topic.`);
  }
}

function noticeOf(pipe: Pipe, { shardId, records, reason }: GivenUp<string>, now: number) {
  const [first] = records;
  const last = records.at(-1);
  return {
    context: { partnerResourceArn: pipe.arn, condition: reason },
    version: '1.0',
    timestamp: new Date(now).toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: first && sequenceOf(first),
      endSequenceNumber: last && sequenceOf(last),
      approximateArrivalOfFirstRecord: first && new Date(createdAt(first)).toISOString(),
      approximateArrivalOfLastRecord: last && new Date(createdAt(last)).toISOString(),
      batchSize: records.length,
      streamArn: pipe.Source,
    },
  };
}
