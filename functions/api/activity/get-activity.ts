import { LOG_LEVELS } from '../../../events/log-level.ts';
import { PRIORITIES } from '../../../events/notification-priority.ts';
import { type ActivityQueries, type ActivitySeries, activityQueries } from './queries.ts';
import { type ActivitySpan, timesOf } from './span.ts';

export interface ActivityPorts {
  /** The values of queries by the time of their period; a period that nothing is known of has none. */
  ask(queries: ActivityQueries, span: ActivitySpan): Promise<ActivitySeries>;
  /** Of this application, for there may be others in the account. */
  readonly functionNames: readonly string[];
  readonly apiId: string;
  /** Where the functions put their metrics. */
  readonly namespace: string;
  now(): Date;
}

const MINUTE_SECONDS = 60;

/** Turns what CloudWatch has heard into series without gaps: to count nothing is 0, to measure nothing is null. */
export async function getActivity(span: ActivitySpan, ports: ActivityPorts) {
  const known = await ports.ask(activityQueries(ports, span.periodSeconds), span);
  const times = timesOf(span);
  const measured = (id: string) => times.map((time) => rounded(known.get(id)?.get(time)));
  const rate = (id: string, by: number) => times.map((time) => rounded((known.get(id)?.get(time) ?? 0) / by) ?? 0);
  const counted = (id: string) => times.map((time) => Math.round(known.get(id)?.get(time) ?? 0));
  const minutes = span.periodSeconds / MINUTE_SECONDS;
  return {
    from: new Date(span.start).toISOString(),
    to: new Date(span.end).toISOString(),
    periodSeconds: span.periodSeconds,
    times: times.map((time) => new Date(time).toISOString()),
    imageProcessingMilliseconds: { average: measured('processing_average'), p95: measured('processing_p95') },
    logs: recordOf(LOG_LEVELS, (level) => counted(`logs_${level}`)),
    notifications: recordOf(PRIORITIES, (priority) => counted(`notifications_${priority}`)),
    messagesPerMinute: { people: rate('messages_people', minutes), bot: rate('messages_bot', minutes) },
    errors: {
      functions: counted('failed_functions'),
      requests: counted('failed_requests'),
      images: counted('failed_images'),
      notifications: counted('failed_notifications'),
    },
    generatedAt: ports.now().toISOString(),
  };
}

/** To hundredths. */
function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Math.round(value * 100) / 100;
}

function recordOf<Name extends string, Value>(names: readonly Name[], value: (name: Name) => Value) {
  // Object.fromEntries forgets the names.
  return Object.fromEntries(names.map((name) => [name, value(name)])) as Record<Name, Value>;
}
