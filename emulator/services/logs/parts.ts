import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { type MetricSink, noMetrics } from '../../runtime/metrics.ts';
import type { Store } from '../../runtime/store.ts';
import { LogEvents } from './log-events.ts';
import { LogGroups } from './log-groups.ts';
import { MetricFilters } from './metric-filters.ts';
import { QueryDefinitions } from './query-definitions.ts';
import { ResourcePolicies } from './resource-policies.ts';

/** What CloudWatch Logs takes from the rest of the cloud. */
export interface LogsDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
  readonly ids: Ids;
  /** Where metrics in log lines go. */
  readonly metrics?: MetricSink;
}

export type LogsParts = ReturnType<typeof logsParts>;

export function logsParts(deps: LogsDeps) {
  const base = { ...deps, metrics: deps.metrics ?? noMetrics };
  return {
    ...base,
    groups: new LogGroups(base),
    events: new LogEvents(base),
    metricFilters: new MetricFilters(base),
    policies: new ResourcePolicies(base),
    queryDefinitions: new QueryDefinitions(base),
  };
}
