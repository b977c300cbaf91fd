import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { SegmentSink } from '../../runtime/segments.ts';
import type { Store } from '../../runtime/store.ts';
import { TraceDaemon } from './daemon.ts';
import { putTelemetryRecords, putTraceSegments } from './operations/put-trace-segments.ts';
import { batchGetTraces, getTraceSummaries } from './operations/read-traces.ts';
import { getSamplingRules, getSamplingTargets } from './operations/sampling.ts';
import { Segments } from './segments.ts';

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

export interface XRayService extends ServiceDefinition {
  /** Where other services put the segments of sampled traces, and where the programs they run send theirs. */
  readonly segments: SegmentSink;
}

const EXPIRY_INTERVAL_MILLISECONDS = 60 * 60_000;

/** AWS X-Ray (https://docs.aws.amazon.com/xray/latest/api/Welcome.html): takes and shows traces. */
export function createXRay(ports: Deps): XRayService {
  const segments = new Segments(ports);
  const daemon = new TraceDaemon((document) => segments.gather(() => document));
  const deps = { ...ports, segments };
  let expiry: Cancel | undefined;
  const expire = () => {
    segments.expire();
    expiry = ports.clock.at(ports.clock.now() + EXPIRY_INTERVAL_MILLISECONDS, expire);
  };
  return {
    name: 'xray',
    signingName: 'xray',
    sdk: '@aws-sdk/client-xray',
    protocol: 'rest-json',
    operations: [
      batchGetTraces(deps),
      getSamplingRules(deps),
      getSamplingTargets(deps),
      getTraceSummaries(deps),
      putTelemetryRecords(deps),
      putTraceSegments(deps),
    ],
    gaps: ['FilterExpression is refused by name.'],
    resources: [],
    segments: {
      daemonAddress: () => daemon.address,
      put: (segment) => segments.gather(() => JSON.stringify(segment)),
    },
    async start() {
      expire();
      await daemon.start();
    },
    async stop() {
      expiry?.();
      await daemon.stop();
      segments.stop();
    },
  };
}
