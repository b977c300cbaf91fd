import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Issuers } from './authorizers/issuer-keys.ts';

/** What gateways of HTTP and REST APIs stand on. */
export interface HttpGatewayDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  readonly metrics?: MetricSink | undefined;
  readonly issuers?: Issuers | undefined;
  readonly allowNetwork?: boolean | undefined;
}
