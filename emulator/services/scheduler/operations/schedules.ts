import type {
  CreateScheduleCommandInput,
  CreateScheduleCommandOutput,
  DeleteScheduleCommandInput,
  GetScheduleCommandInput,
  GetScheduleCommandOutput,
  ListSchedulesCommandInput,
  ListSchedulesCommandOutput,
  UpdateScheduleCommandInput,
  UpdateScheduleCommandOutput,
} from '@aws-sdk/client-scheduler';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { type MakeDeps, makeSchedule } from '../make-schedule.ts';
import type { Schedule } from '../model.ts';
import { page } from '../page.ts';
import { DEFAULT_GROUP } from '../schedules.ts';
import { requiredName } from '../validate.ts';
import type { SchedulerAccess } from './access.ts';

interface Deps extends MakeDeps {
  readonly access: SchedulerAccess;
}

interface Named {
  readonly Name: string | undefined;
  readonly GroupName?: string | undefined;
}

/** CreateSchedule, GetSchedule, ListSchedules, UpdateSchedule, DeleteSchedule. */
export function scheduleOperations(deps: Deps): AnyOperation[] {
  const { schedules, access } = deps;
  const named = ({ Name, GroupName = DEFAULT_GROUP }: Named) => schedules.get(GroupName, requiredName(Name, 'name'));
  return [
    operation<CreateScheduleCommandInput, Omit<CreateScheduleCommandOutput, '$metadata'>>({
      name: 'CreateSchedule',
      access: access.schedule('CreateSchedule'),
      run: (input) => ({ ScheduleArn: schedules.create(makeSchedule(deps, input)).arn }),
    }),
    operation<GetScheduleCommandInput, Omit<GetScheduleCommandOutput, '$metadata'>>({
      name: 'GetSchedule',
      access: access.schedule('GetSchedule'),
      run: (input) => describe(named(input)),
    }),
    operation<ListSchedulesCommandInput, Omit<ListSchedulesCommandOutput, '$metadata'>>({
      name: 'ListSchedules',
      access: () => access.schedule('ListSchedules')({ GroupName: '*' }),
      run(input) {
        const { GroupName, NamePrefix = '', State } = input;
        if (GroupName !== undefined) schedules.getGroup(GroupName);
        const listed = schedules
          .list()
          .filter(
            ({ group, name, state }) =>
              group === (GroupName ?? group) && name.startsWith(NamePrefix) && state === (State ?? state),
          );
        const { items, token } = page(listed, input);
        return { Schedules: items.map(summary), ...token };
      },
    }),
    operation<UpdateScheduleCommandInput, Omit<UpdateScheduleCommandOutput, '$metadata'>>({
      name: 'UpdateSchedule',
      access: access.schedule('UpdateSchedule'),
      run: (input) => ({ ScheduleArn: schedules.put(makeSchedule(deps, input, named(input))).arn }),
    }),
    operation<DeleteScheduleCommandInput, object>({
      name: 'DeleteSchedule',
      access: access.schedule('DeleteSchedule'),
      run(input) {
        schedules.delete(named(input));
        return {};
      },
    }),
  ];
}

const summary = (schedule: Schedule) => ({
  Arn: schedule.arn,
  Name: schedule.name,
  GroupName: schedule.group,
  State: schedule.state,
  CreationDate: new Date(schedule.createdAt),
  LastModificationDate: new Date(schedule.modifiedAt),
  Target: { Arn: schedule.target.Arn },
});

const describe = (schedule: Schedule) => ({
  ...summary(schedule),
  Target: schedule.target,
  ScheduleExpression: schedule.expression,
  ScheduleExpressionTimezone: schedule.timezone,
  FlexibleTimeWindow:
    schedule.windowMinutes === 0
      ? { Mode: 'OFF' as const }
      : { Mode: 'FLEXIBLE' as const, MaximumWindowInMinutes: schedule.windowMinutes },
  ActionAfterCompletion: schedule.afterCompletion,
  ...(schedule.startsAt === undefined ? {} : { StartDate: new Date(schedule.startsAt) }),
  ...(schedule.endsAt === undefined ? {} : { EndDate: new Date(schedule.endsAt) }),
  ...(schedule.description === undefined ? {} : { Description: schedule.description }),
  ...(schedule.kmsKeyArn === undefined ? {} : { KmsKeyArn: schedule.kmsKeyArn }),
});
