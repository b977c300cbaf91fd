import type { Message, ReceiveMessageCommandInput, ReceiveMessageCommandOutput } from '@aws-sdk/client-sqs';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { md5, md5OfAttributes } from '../checksums.ts';
import { invalidParameter } from '../errors.ts';
import { RECEIVE_MESSAGES, VISIBILITY_TIMEOUT_SECONDS, WAIT_TIME_SECONDS } from '../limits.ts';
import { longPoll } from '../long-poll.ts';
import type { Received } from '../messages.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';
import type { Attributes } from '../stored-attributes.ts';

export function receiveOperations(deps: SqsDeps): AnyOperation[] {
  const access = queueAccess(deps.queues);
  return [
    operation<ReceiveMessageCommandInput, Omit<ReceiveMessageCommandOutput, '$metadata'>>({
      name: 'ReceiveMessage',
      access: ({ QueueUrl }) => access('ReceiveMessage', QueueUrl),
      run: async (input, { signal }) => {
        const queue = deps.queues.byUrl(input.QueueUrl);
        const found = await longPoll(deps, {
          queue,
          count: inRange('MaxNumberOfMessages', input.MaxNumberOfMessages ?? 1, 1, RECEIVE_MESSAGES),
          visibilitySeconds: inRange(
            'VisibilityTimeout',
            input.VisibilityTimeout ?? queue.settings.visibilityTimeout,
            0,
            VISIBILITY_TIMEOUT_SECONDS,
          ),
          waitSeconds: inRange(
            'WaitTimeSeconds',
            input.WaitTimeSeconds ?? queue.settings.receiveWaitTime,
            0,
            WAIT_TIME_SECONDS,
          ),
          signal,
        });
        deps.metrics.received(queue, found.length);
        return found.length > 0 ? { Messages: found.map((message) => shape(message, input)) } : {};
      },
    }),
  ];
}

function inRange(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw invalidParameter(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be >= ${least} and <= ${most}, if provided.`,
  );
}

function shape(message: Received, input: ReceiveMessageCommandInput): Message {
  const wanted = new Set<string>([...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])]);
  const system = Object.entries(systemAttributes(message)).filter(([name]) => wanted.has('All') || wanted.has(name));
  const attributes = chosen(message.attributes, input.MessageAttributeNames ?? []);
  const named = Object.keys(attributes).length > 0;
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system.length > 0 ? { Attributes: Object.fromEntries(system) } : {}),
    ...(named ? { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) } : {}),
  };
}

function systemAttributes(message: Received): Record<string, string> {
  const trace = message.systemAttributes.AWSTraceHeader?.StringValue;
  return {
    SenderId: message.sender,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(message.groupId ? { MessageGroupId: message.groupId } : {}),
    ...(message.deduplicationId ? { MessageDeduplicationId: message.deduplicationId } : {}),
    ...(message.sequence ? { SequenceNumber: message.sequence } : {}),
    ...(message.sourceArn ? { DeadLetterQueueSourceArn: message.sourceArn } : {}),
    ...(trace ? { AWSTraceHeader: trace } : {}),
  };
}

/** `All`, `.*`, a name, or the start of names with `.*` behind it. */
function chosen(attributes: Attributes, names: readonly string[]): Attributes {
  const wanted = (name: string) =>
    names.some((one) => one === 'All' || one === name || (one.endsWith('.*') && name.startsWith(one.slice(0, -2))));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted(name)));
}
