import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Journal } from '../../runtime/journal.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { Alarms } from './alarms.ts';
import { type Invocation, Invoker } from './invocations.ts';
import { schedulerAccess } from './operations/access.ts';
import { groupOperations } from './operations/groups.ts';
import { scheduleOperations } from './operations/schedules.ts';
import { scheduleResource } from './resources/schedule.ts';
import { scheduleGroupResource } from './resources/schedule-group.ts';
import { Schedules } from './schedules.ts';

export interface SchedulerDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly journal: Journal;
  readonly trace: Trace;
}

/** EventBridge Scheduler: one-time and recurring calls of targets, in time zones and flexible windows. */
export function createScheduler(deps: SchedulerDeps): ServiceDefinition {
  const schedules = new Schedules(deps);
  const parts = { ...deps, schedules, access: schedulerAccess(schedules) };
  const invoker = new Invoker(deps);
  const invocations = deps.journal.queue<Invocation>('scheduler-invocations', (work) => invoker.work(work));
  const alarms = new Alarms({ ...parts, invocations });
  return {
    name: 'scheduler',
    signingName: 'scheduler',
    sdk: '@aws-sdk/client-scheduler',
    protocol: 'rest-json',
    operations: [...scheduleOperations(parts), ...groupOperations(parts)],
    resources: [scheduleResource(parts), scheduleGroupResource(schedules)],
    start: () => alarms.start(),
    stop: () => alarms.stop(),
  };
}
