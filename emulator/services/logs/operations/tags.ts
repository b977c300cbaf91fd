import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  ListTagsLogGroupCommandInput,
  ListTagsLogGroupCommandOutput,
  TagLogGroupCommandInput,
  TagResourceCommandInput,
  UntagLogGroupCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-cloudwatch-logs';
import { operation } from '../../../door/operation.ts';
import type { LogsParts } from '../parts.ts';
import { logAccess, taggingAccess } from './access.ts';
import type { Output } from './output.ts';

function tag(parts: LogsParts, identifier: string | undefined, added: Readonly<Record<string, string>> = {}): void {
  const { name, tags } = parts.groups.get(identifier, 'resourceArn');
  parts.groups.change(name, { tags: { ...tags, ...added } });
}

function untag(parts: LogsParts, identifier: string | undefined, keys: readonly string[] = []): void {
  const { name, tags } = parts.groups.get(identifier, 'resourceArn');
  const kept = Object.entries(tags).filter(([key]) => !keys.includes(key));
  parts.groups.change(name, { tags: Object.fromEntries(kept) });
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html */
export const tagResource = (parts: LogsParts) =>
  operation<TagResourceCommandInput, void>({
    name: 'TagResource',
    access: taggingAccess('TagResource'),
    run: ({ resourceArn, tags }) => tag(parts, resourceArn, tags),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagResource.html */
export const untagResource = (parts: LogsParts) =>
  operation<UntagResourceCommandInput, void>({
    name: 'UntagResource',
    access: taggingAccess('UntagResource'),
    run: ({ resourceArn, tagKeys }) => untag(parts, resourceArn, tagKeys),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = (parts: LogsParts) =>
  operation<ListTagsForResourceCommandInput, Output<ListTagsForResourceCommandOutput>>({
    name: 'ListTagsForResource',
    access: taggingAccess('ListTagsForResource'),
    run: ({ resourceArn }) => ({ tags: { ...parts.groups.get(resourceArn, 'resourceArn').tags } }),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html */
export const tagLogGroup = (parts: LogsParts) =>
  operation<TagLogGroupCommandInput, void>({
    name: 'TagLogGroup',
    access: logAccess('TagLogGroup', parts),
    run: ({ logGroupName, tags }) => tag(parts, logGroupName, tags),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html */
export const untagLogGroup = (parts: LogsParts) =>
  operation<UntagLogGroupCommandInput, void>({
    name: 'UntagLogGroup',
    access: logAccess('UntagLogGroup', parts),
    run: ({ logGroupName, tags }) => untag(parts, logGroupName, tags),
  });

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html */
export const listTagsLogGroup = (parts: LogsParts) =>
  operation<ListTagsLogGroupCommandInput, Output<ListTagsLogGroupCommandOutput>>({
    name: 'ListTagsLogGroup',
    access: logAccess('ListTagsLogGroup', parts),
    run: ({ logGroupName }) => ({ tags: { ...parts.groups.get(logGroupName).tags } }),
  });
