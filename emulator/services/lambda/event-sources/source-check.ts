import type { GetQueueAttributesCommandInput, GetQueueAttributesCommandOutput } from '@aws-sdk/client-sqs';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { StreamSignals } from '../../event-sources/stream/stream-source.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { queueUrl } from '../../eventbridge/targets/queue-url.ts';
import { invalidParameter } from '../errors.ts';
import type { FunctionVersion } from '../functions/function-record.ts';

export interface SourceCheckDeps {
  readonly door: Door;
  readonly account: Account;
  readonly streams: StreamSignals;
}

/** Who reads the source, and for which function. */
export interface Reader {
  readonly principal: Principal;
  readonly version: FunctionVersion;
}

/**
 * What AWS finds out about a queue when it is mapped: the role may consume it, it exists, and its messages stay hidden
 * for as long as the function may run.
 *
 * @throws AwsError InvalidParameterValueException
 */
export async function checkQueue(deps: SourceCheckDeps, queueArn: string, reader: Reader): Promise<void> {
  const { principal, version } = reader;
  const QueueUrl = queueUrlOf(deps.account, queueArn);
  const Entries = [{ Id: '0', ReceiptHandle: '-' }];
  checkPermission(deps.door, principal, 'sqs', 'ReceiveMessage', { QueueUrl });
  checkPermission(deps.door, principal, 'sqs', 'DeleteMessageBatch', { QueueUrl, Entries }, 'DeleteMessage');
  checkPermission(deps.door, principal, 'sqs', 'GetQueueAttributes', { QueueUrl });
  const visibilitySeconds = await visibilityTimeout(deps, queueArn, principal);
  if (visibilitySeconds < version.timeoutSeconds) {
    throw invalidParameter(
      `Queue visibility timeout: ${visibilitySeconds} seconds is less than Function timeout: ${version.timeoutSeconds} seconds`,
    );
  }
}

/** Seconds for which a received message is hidden. */
export async function visibilityTimeout(
  { door, account }: Pick<SourceCheckDeps, 'door' | 'account'>,
  queueArn: string,
  principal: Principal,
): Promise<number> {
  try {
    const { Attributes } = await door.call<GetQueueAttributesCommandInput, GetQueueAttributesCommandOutput>(
      { service: 'sqs', operation: 'GetQueueAttributes', principal },
      { QueueUrl: queueUrlOf(account, queueArn), AttributeNames: ['VisibilityTimeout'] },
    );
    return Number(Attributes?.VisibilityTimeout);
  } catch (cause) {
    if (!(cause instanceof AwsError) || cause.code !== 'QueueDoesNotExist') throw cause;
    throw invalidParameter(
      `Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: ${cause.message}`,
      cause,
    );
  }
}

/**
 * What AWS finds out about a stream when it is mapped: the role may read it, and it exists.
 *
 * @throws AwsError InvalidParameterValueException
 */
export function checkStream({ door, streams }: SourceCheckDeps, StreamArn: string, { principal }: Reader): void {
  const call = (operation: string) => ({ service: 'dynamodbstreams', operation, principal });
  try {
    door.authorize(call('DescribeStream'), { StreamArn });
    door.authorize(call('GetShardIterator'), { StreamArn });
    door.authorize(call('GetRecords'), { ShardIterator: StreamArn });
  } catch (cause) {
    throw invalidParameter(
      `Cannot access stream ${StreamArn}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
      cause,
    );
  }
  try {
    streams.newest(StreamArn);
  } catch (cause) {
    throw invalidParameter(`Stream not found: ${StreamArn}`, cause);
  }
}

/**
 * Whether the function's role may send to where given up records go.
 *
 * @throws AwsError InvalidParameterValueException
 */
export function checkDestination({ door, account }: SourceCheckDeps, target: string, { principal }: Reader): void {
  const service = parseArn(target)?.service;
  if (service === 'sqs') {
    checkPermission(door, principal, 'sqs', 'SendMessage', { QueueUrl: queueUrlOf(account, target) });
  } else if (service === 'sns') {
    checkPermission(door, principal, 'sns', 'Publish', { TopicArn: target });
  }
}

function checkPermission(
  door: Door,
  principal: Principal,
  service: 'sqs' | 'sns',
  operation: string,
  input: object,
  action = operation,
): void {
  try {
    door.authorize({ service, operation, principal }, input);
  } catch (cause) {
    const name = service.toUpperCase();
    throw invalidParameter(`The function execution role does not have permissions to call ${action} on ${name}`, cause);
  }
}

function queueUrlOf(account: Account, queueArn: string): string {
  const arn = parseArn(queueArn);
  if (!arn) throw invalidParameter(`Unrecognized event source: ${queueArn}`);
  return queueUrl(account, arn);
}
