import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { operation } from '../../../door/operation.ts';
import type { Alarm } from '../alarms/alarm.ts';
import { missing, notFound } from '../errors.ts';
import type { CloudWatchParts } from '../parts.ts';
import type { Output } from './output.ts';

function taggedAlarm(arn: string | undefined, { alarmStore }: CloudWatchParts): Alarm {
  if (!arn) throw missing('ResourceARN');
  const alarm = alarmStore.find(arn.split(':alarm:')[1] ?? '');
  if (!alarm) throw notFound(`Resource ${arn} does not exist; the emulator has tags on alarms.`);
  return alarm;
}

const access = (action: string) => (input: { ResourceARN?: string | undefined }) => [
  { action: `cloudwatch:${action}`, resource: input.ResourceARN ?? '*' },
];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html */
export const tagResource = (parts: CloudWatchParts) =>
  operation<TagResourceCommandInput, void>({
    name: 'TagResource',
    access: access('TagResource'),
    run({ ResourceARN, Tags = [] }) {
      const alarm = taggedAlarm(ResourceARN, parts);
      const added = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
      parts.alarmStore.put({ ...alarm, tags: { ...alarm.tags, ...added } });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_UntagResource.html */
export const untagResource = (parts: CloudWatchParts) =>
  operation<UntagResourceCommandInput, void>({
    name: 'UntagResource',
    access: access('UntagResource'),
    run({ ResourceARN, TagKeys = [] }) {
      const alarm = taggedAlarm(ResourceARN, parts);
      const kept = Object.entries(alarm.tags).filter(([key]) => !TagKeys.includes(key));
      parts.alarmStore.put({ ...alarm, tags: Object.fromEntries(kept) });
    },
  });

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListTagsForResource.html */
export const listTagsForResource = (parts: CloudWatchParts) =>
  operation<ListTagsForResourceCommandInput, Output<ListTagsForResourceCommandOutput>>({
    name: 'ListTagsForResource',
    access: access('ListTagsForResource'),
    run: ({ ResourceARN }) => ({
      Tags: Object.entries(taggedAlarm(ResourceARN, parts).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  });
