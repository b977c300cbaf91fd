import type {
  ListQueueTagsCommandInput,
  ListQueueTagsCommandOutput,
  TagQueueCommandInput,
  UntagQueueCommandInput,
} from '@aws-sdk/client-sqs';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { queueAccess, type SqsDeps } from '../sqs-deps.ts';

export function tagOperations({ queues }: SqsDeps): AnyOperation[] {
  const access = queueAccess(queues);
  return [
    operation<TagQueueCommandInput, object>({
      name: 'TagQueue',
      access: ({ QueueUrl }) => access('TagQueue', QueueUrl),
      run: ({ QueueUrl, Tags = {} }) => {
        const queue = queues.byUrl(QueueUrl);
        const added = Object.entries(Tags).map(([key, value]) => [key, value ?? '']);
        queues.setTags(queue.name, { ...queue.tags, ...Object.fromEntries(added) });
        return {};
      },
    }),
    operation<UntagQueueCommandInput, object>({
      name: 'UntagQueue',
      access: ({ QueueUrl }) => access('UntagQueue', QueueUrl),
      run: ({ QueueUrl, TagKeys = [] }) => {
        const queue = queues.byUrl(QueueUrl);
        const kept = Object.entries(queue.tags).filter(([key]) => !TagKeys.includes(key));
        queues.setTags(queue.name, Object.fromEntries(kept));
        return {};
      },
    }),
    operation<ListQueueTagsCommandInput, Omit<ListQueueTagsCommandOutput, '$metadata'>>({
      name: 'ListQueueTags',
      access: ({ QueueUrl }) => access('ListQueueTags', QueueUrl),
      run: ({ QueueUrl }) => ({ Tags: { ...queues.byUrl(QueueUrl).tags } }),
    }),
  ];
}
