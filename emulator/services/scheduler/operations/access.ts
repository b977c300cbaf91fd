import type { Access } from '../../../door/operation.ts';
import type { Schedules } from '../schedules.ts';
import { DEFAULT_GROUP } from '../schedules.ts';

interface Named {
  readonly Name?: string | undefined;
  readonly GroupName?: string | undefined;
}

/** What policies must allow, by what an operation acts on. */
export const schedulerAccess = (schedules: Schedules) => ({
  schedule:
    (action: string) =>
    ({ Name = '*', GroupName = DEFAULT_GROUP }: Named): readonly Access[] =>
      one(action, schedules.arnOf(GroupName, Name)),
  group:
    (action: string) =>
    ({ Name = '*' }: Named): readonly Access[] =>
      one(action, schedules.groupArn(Name)),
  arn:
    (action: string) =>
    ({ ResourceArn = '*' }: { readonly ResourceArn?: string | undefined }): readonly Access[] =>
      one(action, ResourceArn),
});

export type SchedulerAccess = ReturnType<typeof schedulerAccess>;

const one = (action: string, resource: string) => [{ action: `scheduler:${action}`, resource }];
