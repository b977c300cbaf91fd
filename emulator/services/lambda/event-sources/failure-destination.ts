import type { PutObjectCommandInput } from '@aws-sdk/client-s3';
import type { PublishCommandInput } from '@aws-sdk/client-sns';
import type { SendMessageCommandInput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { StreamRecord } from '../../event-sources/stream/stream-record.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueUrl } from '../../eventbridge/targets/queue-url.ts';
import type { FailureRecord } from './failure-record.ts';

interface Deps {
  readonly door: Door;
  readonly account: Account;
  readonly ids: Ids;
}

export interface Notice {
  /** ARN of a queue, topic or bucket. */
  readonly target: string;
  readonly principal: Principal;
  readonly mappingUuid: string;
  readonly record: FailureRecord;
  /** The records themselves, which only a bucket gets. */
  readonly records: readonly StreamRecord[];
}

/** Tells a destination of given up records, as the function's role. */
export async function tellDestination({ door, account, ids }: Deps, notice: Notice): Promise<void> {
  const { target, principal, record, records } = notice;
  const arn = parseArn(target);
  const call = <I>(service: string, operation: string, input: I) =>
    door.call<I, unknown>({ service, operation, principal }, input);
  const text = JSON.stringify(record);
  if (arn?.service === 'sqs') {
    const input: SendMessageCommandInput = { QueueUrl: queueUrl(account, arn), MessageBody: text };
    await call('sqs', 'SendMessage', input);
  } else if (arn?.service === 'sns') {
    const input: PublishCommandInput = { TopicArn: target, Message: text };
    await call('sns', 'Publish', input);
  } else if (arn?.service === 's3') {
    const payload = JSON.stringify({ Records: records });
    const input: PutObjectCommandInput = {
      Bucket: arn.resource,
      Key: objectKey(notice, ids),
      Body: Buffer.from(JSON.stringify({ ...record, payload })),
    };
    await call('s3', 'PutObject', input);
  } else {
    throw new Error(`${target} is no queue, topic or bucket`);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html#kinesis-on-failure-destination-example-s3 */
function objectKey({ mappingUuid, record }: Notice, ids: Ids): string {
  const [day = '', time = ''] = record.timestamp.split('T');
  const { shardId } = record.DDBStreamBatchInfo;
  const name = `${day}T${time.slice(0, 8).replaceAll(':', '.')}-${ids.uuid()}`;
  return `aws/lambda/${mappingUuid}/${shardId}/${day.replaceAll('-', '/')}/${name}`;
}
