import type {
  CreateQueueCommandInput,
  CreateQueueCommandOutput,
  DeleteQueueCommandInput,
  GetQueueAttributesCommandInput,
  GetQueueAttributesCommandOutput,
  GetQueueUrlCommandInput,
  GetQueueUrlCommandOutput,
  ListDeadLetterSourceQueuesCommandInput,
  ListDeadLetterSourceQueuesCommandOutput,
  ListQueuesCommandInput,
  ListQueuesCommandOutput,
  PurgeQueueCommandInput,
  SetQueueAttributesCommandInput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../../door/errors.ts';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { invalidAttributeName, missingParameter } from '../errors.ts';
import { PURGE_INTERVAL_MILLISECONDS } from '../limits.ts';
import { DEFAULT_ATTRIBUTES, isSettable } from '../queue-attributes.ts';
import type { Queue } from '../queues.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';

const READ_ONLY = [
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
];
const LISTED_QUEUES = 1_000;

export function queueOperations(deps: SqsDeps): AnyOperation[] {
  const { queues, messages, clock, queueUrl } = deps;
  const access = queueAccess(queues);
  const purgedAt = new Map<string, number>();
  return [
    operation<CreateQueueCommandInput, Omit<CreateQueueCommandOutput, '$metadata'>>({
      name: 'CreateQueue',
      access: ({ QueueName }) => access('CreateQueue', QueueName),
      run: ({ QueueName, Attributes = {}, tags = {} }) => {
        if (!QueueName) throw missingParameter('QueueName');
        return { QueueUrl: queueUrl(queues.create(QueueName, defined(Attributes), defined(tags)).name) };
      },
    }),
    operation<GetQueueUrlCommandInput, Omit<GetQueueUrlCommandOutput, '$metadata'>>({
      name: 'GetQueueUrl',
      access: ({ QueueName }) => access('GetQueueUrl', QueueName),
      run: ({ QueueName = '' }) => ({ QueueUrl: queueUrl(queues.get(QueueName).name) }),
    }),
    operation<ListQueuesCommandInput, Omit<ListQueuesCommandOutput, '$metadata'>>({
      name: 'ListQueues',
      access: () => [{ action: 'sqs:ListQueues', resource: '*' }],
      run: ({ QueueNamePrefix, MaxResults = LISTED_QUEUES, NextToken = '' }) => {
        const after = Buffer.from(NextToken, 'base64').toString('utf8');
        const rest = queues.list(QueueNamePrefix).filter(({ name }) => name > after);
        const page = rest.slice(0, MaxResults);
        const last = page.at(-1);
        return {
          QueueUrls: page.map(({ name }) => queueUrl(name)),
          ...(last && rest.length > page.length ? { NextToken: Buffer.from(last.name).toString('base64') } : {}),
        };
      },
    }),
    operation<GetQueueAttributesCommandInput, Omit<GetQueueAttributesCommandOutput, '$metadata'>>({
      name: 'GetQueueAttributes',
      access: ({ QueueUrl }) => access('GetQueueAttributes', QueueUrl),
      run: ({ QueueUrl, AttributeNames = [] }) => {
        const all = allAttributes(deps, queues.byUrl(QueueUrl));
        const unknown = AttributeNames.find((name) => name !== 'All' && !isSettable(name) && !READ_ONLY.includes(name));
        if (unknown) throw invalidAttributeName(unknown);
        const wanted: readonly string[] = AttributeNames;
        const chosen = Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name));
        return chosen.length > 0 ? { Attributes: Object.fromEntries(chosen) } : {};
      },
    }),
    operation<SetQueueAttributesCommandInput, object>({
      name: 'SetQueueAttributes',
      access: ({ QueueUrl }) => access('SetQueueAttributes', QueueUrl),
      run: ({ QueueUrl, Attributes = {} }) => {
        queues.setAttributes(queues.byUrl(QueueUrl).name, defined(Attributes));
        return {};
      },
    }),
    operation<DeleteQueueCommandInput, object>({
      name: 'DeleteQueue',
      access: ({ QueueUrl }) => access('DeleteQueue', QueueUrl),
      run: ({ QueueUrl }) => {
        queues.delete(queues.byUrl(QueueUrl).name);
        return {};
      },
    }),
    operation<PurgeQueueCommandInput, object>({
      name: 'PurgeQueue',
      access: ({ QueueUrl }) => access('PurgeQueue', QueueUrl),
      run: ({ QueueUrl }) => {
        const queue = queues.byUrl(QueueUrl);
        if (clock.now() - (purgedAt.get(queue.name) ?? 0) < PURGE_INTERVAL_MILLISECONDS) {
          throw new AwsError(
            'PurgeQueueInProgress',
            `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
            { status: 403 },
          );
        }
        purgedAt.set(queue.name, clock.now());
        messages.purge(queue);
        return {};
      },
    }),
    operation<ListDeadLetterSourceQueuesCommandInput, Omit<ListDeadLetterSourceQueuesCommandOutput, '$metadata'>>({
      name: 'ListDeadLetterSourceQueues',
      access: ({ QueueUrl }) => access('ListDeadLetterSourceQueues', QueueUrl),
      run: ({ QueueUrl }) => {
        const target = queues.byUrl(QueueUrl).arn;
        const sources = queues.list().filter(({ settings }) => settings.redrive?.deadLetterTargetArn === target);
        return { queueUrls: sources.map(({ name }) => queueUrl(name)) };
      },
    }),
  ];
}

function allAttributes({ messages }: SqsDeps, queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = messages.count(queue);
  return {
    ...DEFAULT_ATTRIBUTES,
    ...queue.attributes,
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1_000)),
  };
}

function defined(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
