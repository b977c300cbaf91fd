import type { ServiceDefinition } from '../../door/service.ts';
import type { Cancel } from '../../runtime/clock.ts';
import { logsOperations } from './operations/operations.ts';
import { type LogsDeps, logsParts } from './parts.ts';
import { logsResources } from './resources/resources.ts';

const EXPIRY_INTERVAL_MILLISECONDS = 60 * 60_000;

/** CloudWatch Logs (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/Welcome.html). */
export function createLogs(deps: LogsDeps): ServiceDefinition {
  const parts = logsParts(deps);
  let next: Cancel | undefined;
  const expire = () => {
    for (const group of parts.groups.all()) parts.events.expire(group);
    next = parts.clock.at(parts.clock.now() + EXPIRY_INTERVAL_MILLISECONDS, expire);
  };
  return {
    name: 'logs',
    signingName: 'logs',
    sdk: '@aws-sdk/client-cloudwatch-logs',
    protocol: 'json-1.1',
    targetPrefix: 'Logs_20140328',
    operations: logsOperations(parts),
    gaps: ['No Insights queries, subscription filters and live tail.'],
    resources: logsResources(parts),
    start: expire,
    stop: () => next?.(),
  };
}
