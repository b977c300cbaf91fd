import type {
  CreateScheduleGroupCommandInput,
  CreateScheduleGroupCommandOutput,
  DeleteScheduleGroupCommandInput,
  GetScheduleGroupCommandInput,
  GetScheduleGroupCommandOutput,
  ListScheduleGroupsCommandInput,
  ListScheduleGroupsCommandOutput,
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  Tag,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-scheduler';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { ScheduleGroup } from '../model.ts';
import { page } from '../page.ts';
import type { Schedules } from '../schedules.ts';
import { required, requiredName } from '../validate.ts';
import type { SchedulerAccess } from './access.ts';

interface Deps {
  readonly schedules: Schedules;
  readonly access: SchedulerAccess;
}

/** The operations on schedule groups, and those on tags, which only groups have. */
export function groupOperations({ schedules, access }: Deps): AnyOperation[] {
  const tagged = (arn: string | undefined) =>
    schedules.getGroup(required(arn, 'resourceArn').replace(/^.*:schedule-group\//, ''));
  return [
    operation<CreateScheduleGroupCommandInput, Omit<CreateScheduleGroupCommandOutput, '$metadata'>>({
      name: 'CreateScheduleGroup',
      access: access.group('CreateScheduleGroup'),
      run: ({ Name, Tags }) => ({
        ScheduleGroupArn: schedules.createGroup(requiredName(Name, 'name'), tagRecord(Tags)).arn,
      }),
    }),
    operation<GetScheduleGroupCommandInput, Omit<GetScheduleGroupCommandOutput, '$metadata'>>({
      name: 'GetScheduleGroup',
      access: access.group('GetScheduleGroup'),
      run: ({ Name }) => shape(schedules.getGroup(requiredName(Name, 'name'))),
    }),
    operation<ListScheduleGroupsCommandInput, Omit<ListScheduleGroupsCommandOutput, '$metadata'>>({
      name: 'ListScheduleGroups',
      access: () => access.group('ListScheduleGroups')({}),
      run(input) {
        const listed = schedules.groups().filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
        const { items, token } = page(listed, input);
        return { ScheduleGroups: items.map(shape), ...token };
      },
    }),
    operation<DeleteScheduleGroupCommandInput, object>({
      name: 'DeleteScheduleGroup',
      access: access.group('DeleteScheduleGroup'),
      run({ Name }) {
        schedules.deleteGroup(schedules.getGroup(requiredName(Name, 'name')));
        return {};
      },
    }),
    operation<TagResourceCommandInput, object>({
      name: 'TagResource',
      access: access.arn('TagResource'),
      run({ ResourceArn, Tags }) {
        const group = tagged(ResourceArn);
        schedules.tagGroup(group, { ...group.tags, ...tagRecord(required(Tags, 'tags')) });
        return {};
      },
    }),
    operation<UntagResourceCommandInput, object>({
      name: 'UntagResource',
      access: access.arn('UntagResource'),
      run({ ResourceArn, TagKeys }) {
        const group = tagged(ResourceArn);
        const removed = required(TagKeys, 'tagKeys');
        schedules.tagGroup(
          group,
          Object.fromEntries(Object.entries(group.tags).filter(([key]) => !removed.includes(key))),
        );
        return {};
      },
    }),
    operation<ListTagsForResourceCommandInput, Omit<ListTagsForResourceCommandOutput, '$metadata'>>({
      name: 'ListTagsForResource',
      access: access.arn('ListTagsForResource'),
      run: ({ ResourceArn }) => ({
        Tags: Object.entries(tagged(ResourceArn).tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    }),
  ];
}

const tagRecord = (tags: readonly Tag[] = []) =>
  Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));

const shape = ({ arn, name, createdAt, modifiedAt }: ScheduleGroup) => ({
  Arn: arn,
  Name: name,
  State: 'ACTIVE' as const,
  CreationDate: new Date(createdAt),
  LastModificationDate: new Date(modifiedAt),
});
