import type { Door } from '../../door/door.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { AlarmActions } from './alarms/actions.ts';
import { AlarmStore } from './alarms/alarm-store.ts';
import { Alarms } from './alarms/alarms.ts';
import { Dashboards } from './dashboards/dashboards.ts';
import { MetricStore } from './metrics/metric-store.ts';

/** What CloudWatch takes from the rest of the cloud. */
export interface CloudWatchDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly door: Door;
  readonly trace: Trace;
  /** Told when an alarm changes its state. */
  readonly serviceEvents?: ServiceEvents;
}

export type CloudWatchParts = ReturnType<typeof cloudWatchParts>;

export function cloudWatchParts(deps: CloudWatchDeps) {
  const metrics = new MetricStore(deps);
  const alarmStore = new AlarmStore(deps);
  const actions = new AlarmActions(deps);
  return {
    ...deps,
    metrics,
    alarmStore,
    alarms: new Alarms({ ...deps, metrics, alarms: alarmStore, actions }),
    dashboards: new Dashboards(deps),
  };
}
