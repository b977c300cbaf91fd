import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { ApiStore } from '../model/api-store.ts';

/** What WebSocket APIs take from the rest of the cloud. */
export interface WebSocketPorts {
  readonly apis: Pick<ApiStore, 'stage' | 'onChange'>;
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
  readonly metrics: MetricSink;
  /** Where this cloud listens: direct service integrations call it as clients do. */
  readonly endpoint: () => string;
  readonly allowNetwork: boolean;
}
