import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-pipes';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { pipeNotFound } from '../errors.ts';
import type { PipesParts } from '../parts.ts';

export function tagOperations({ pipes }: PipesParts): AnyOperation[] {
  const find = (arn = '') => {
    const pipe = pipes.findByArn(arn);
    if (!pipe) throw pipeNotFound(arn.slice(arn.lastIndexOf('/') + 1));
    return pipe;
  };
  const access = (action: string, resource = '*') => [{ action: `pipes:${action}`, resource }];
  return [
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: ({ resourceArn }) => access('TagResource', resourceArn),
      run({ resourceArn, tags = {} }) {
        const pipe = find(resourceArn);
        pipes.put({ ...pipe, tags: { ...pipe.tags, ...tags } });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: ({ resourceArn }) => access('UntagResource', resourceArn),
      run({ resourceArn, tagKeys = [] }) {
        const pipe = find(resourceArn);
        const kept = Object.entries(pipe.tags).filter(([key]) => !tagKeys.includes(key));
        pipes.put({ ...pipe, tags: Object.fromEntries(kept) });
        return {};
      },
    }),
    operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
      name: 'ListTagsForResource',
      access: ({ resourceArn }) => access('ListTagsForResource', resourceArn),
      run: ({ resourceArn }) => ({ tags: { ...find(resourceArn).tags } }),
    }),
  ];
}
