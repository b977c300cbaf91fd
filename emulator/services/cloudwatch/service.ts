import type { ServiceDefinition } from '../../door/service.ts';
import type { Cancel } from '../../runtime/clock.ts';
import type { MetricSink } from '../../runtime/metrics.ts';
import { cloudWatchOperations } from './operations/operations.ts';
import { type CloudWatchDeps, cloudWatchParts } from './parts.ts';
import { cloudWatchResources } from './resources/resources.ts';

export interface CloudWatchService extends ServiceDefinition {
  /** Where other services put their metrics; what they put is written within a second. */
  readonly metrics: MetricSink;
}

const WRITE_AFTER_MILLISECONDS = 1_000;
const EXPIRY_INTERVAL_MILLISECONDS = 60 * 60_000;

/** CloudWatch metrics, alarms and dashboards (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html). */
export function createCloudWatch(deps: CloudWatchDeps): CloudWatchService {
  const parts = cloudWatchParts(deps);
  const { metrics, alarms, clock } = parts;
  let write: Cancel | undefined;
  let expiry: Cancel | undefined;
  let stopped = false;
  const flush = () => {
    write = undefined;
    metrics.flush();
  };
  const expire = () => {
    metrics.expire();
    expiry = clock.at(clock.now() + EXPIRY_INTERVAL_MILLISECONDS, expire);
  };
  return {
    name: 'cloudwatch',
    signingName: 'monitoring',
    sdk: '@aws-sdk/client-cloudwatch',
    protocol: 'json-1.0',
    targetPrefix: 'GraniteServiceVersion20100801',
    queryCompatible: true,
    xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/',
    operations: cloudWatchOperations(parts),
    gaps: [
      'No anomaly detection, metric streams and FILL LINEAR. Alarms look at complete periods.',
      'Functions of metric math that are not there are refused by name, SEARCH among them, and so are trimmed statistics (tm, wm, tc, ts, PR, IQM).',
    ],
    resources: cloudWatchResources(parts),
    metrics: {
      put(namespace, name, dimensions, value, unit, at = clock.now()) {
        // Others may still come to their end when this one has: there may be no store any more a second later.
        if (stopped) return;
        metrics.addValue({ namespace, name, dimensions }, value, unit, Math.floor(at / 1_000));
        write ??= clock.at(clock.now() + WRITE_AFTER_MILLISECONDS, flush);
      },
    },
    start() {
      alarms.start();
      expire();
    },
    stop() {
      stopped = true;
      alarms.stop();
      write?.();
      expiry?.();
      metrics.flush();
    },
  };
}
