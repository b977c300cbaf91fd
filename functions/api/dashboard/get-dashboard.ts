import { bytesCounter, objectsCounter } from '../../files/file-row.ts';
import type { Totals } from '../../shared/ledger/totals.ts';
import type { Activity } from './function-activity.ts';
import type { RecentError } from './recent-errors.ts';

export interface DashboardPorts {
  totals(): Promise<(domain: 'images' | 'logs' | 'notifications' | 'files') => Totals>;
  recentErrors(): Promise<readonly RecentError[]>;
  /** What the functions have done in the last day; undefined when nobody can say. */
  activity(): Promise<readonly Activity[] | undefined>;
  readonly functionNames: readonly string[];
  /** Names of the buckets, with what the counters of files call what they hold. */
  readonly buckets: Readonly<Record<string, string>>;
  readonly version: string;
  now(): Date;
}

const BUSIEST_SHOWN = 10;

/** Reads counters and one page of a list: it costs the same whatever there is. */
export async function getDashboard(ports: DashboardPorts) {
  const [totals, errors, activity] = await Promise.all([ports.totals(), ports.recentErrors(), ports.activity()]);
  return {
    images: imagesOf(totals('images')),
    logs: { ...logsOf(totals('logs')), recentErrors: [...errors] },
    notifications: notificationsOf(totals('notifications')),
    storage: Object.entries(ports.buckets).map(([bucket, holds]) => ({
      bucket,
      holds,
      objects: totals('files')(objectsCounter(holds)),
      bytes: totals('files')(bytesCounter(holds)),
    })),
    functions: { total: ports.functionNames.length, names: [...ports.functionNames], lastDay: lastDayOf(activity) },
    generatedAt: ports.now().toISOString(),
    version: ports.version,
  };
}

function imagesOf(images: Totals) {
  const successful = images('successful');
  return {
    total: images('total'),
    successful,
    failed: images('failed'),
    averageSizeBytes: successful === 0 ? null : Math.round(images('bytes') / successful),
  };
}

function logsOf(logs: Totals) {
  return {
    total: logs('total'),
    byLevel: {
      DEBUG: logs('debug'),
      INFO: logs('info'),
      WARNING: logs('warning'),
      ERROR: logs('error'),
      CRITICAL: logs('critical'),
    },
    setAside: logs('setAside'),
    batches: { total: logs('batches'), rejected: logs('rejectedBatches'), failed: logs('failedBatches') },
  };
}

function notificationsOf(notifications: Totals) {
  return {
    total: notifications('total'),
    successful: notifications('successful'),
    failed: notifications('failed'),
    byPriority: {
      low: notifications('low'),
      normal: notifications('normal'),
      high: notifications('high'),
      urgent: notifications('urgent'),
    },
  };
}

function lastDayOf(activity: readonly Activity[] | undefined) {
  if (!activity) return null;
  const sum = (of: (one: Activity) => number) => activity.reduce((total, one) => total + of(one), 0);
  const busy = activity.filter(({ invocations }) => invocations > 0);
  return {
    invocations: sum(({ invocations }) => invocations),
    errors: sum(({ errors }) => errors),
    busiest: busy.sort((a, b) => b.invocations - a.invocations).slice(0, BUSIEST_SHOWN),
  };
}
