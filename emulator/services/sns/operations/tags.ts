import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-sns';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { checkArn } from '../arns.ts';
import { resourceDoesNotExist } from '../errors.ts';
import type { SnsParts } from '../parts.ts';
import { readTags, tagList } from './tag-list.ts';

export function tagOperations({ topics, account, access }: SnsParts): AnyOperation[] {
  const find = (arn: string | undefined) => {
    const topic = topics.find(checkArn(account, 'ResourceArn', arn));
    if (!topic) throw resourceDoesNotExist();
    return topic;
  };
  return [
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: ({ ResourceArn }, call) => access.topic('TagResource', ResourceArn, call),
      run({ ResourceArn, Tags }) {
        const { arn, tags } = find(ResourceArn);
        topics.setTags(arn, { ...tags, ...readTags(Tags) });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: ({ ResourceArn }, call) => access.topic('UntagResource', ResourceArn, call),
      run({ ResourceArn, TagKeys = [] }) {
        const { arn, tags } = find(ResourceArn);
        const kept = Object.entries(tags).filter(([key]) => !TagKeys.includes(key));
        topics.setTags(arn, Object.fromEntries(kept));
        return {};
      },
    }),
    operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
      name: 'ListTagsForResource',
      access: ({ ResourceArn }, call) => access.topic('ListTagsForResource', ResourceArn, call),
      run: ({ ResourceArn }) => ({ Tags: tagList(find(ResourceArn).tags) }),
    }),
  ];
}
