import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { MetricSink } from '../../../runtime/metrics.ts';
import type { Trace } from '../../../runtime/trace.ts';
import type { Checkpoints } from '../../event-sources/stream/checkpoints.ts';
import type { StreamSignals } from '../../event-sources/stream/stream-source.ts';
import type { FunctionStore } from '../functions/function-store.ts';
import type { BatchInvoker } from './batch-invoker.ts';
import type { Mapping } from './mapping.ts';

/** What running mappings are made of. */
export interface SourceDeps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  readonly metrics: MetricSink;
  readonly functions: FunctionStore;
  readonly streams: StreamSignals;
  readonly checkpoints: Checkpoints;
  readonly invoker: BatchInvoker;
}

/** A mapping's source while it is enabled. */
export interface RunningSource {
  start(): void;
  stop(): Promise<void>;
}

/** The function's role: it is who reads the source. */
export function roleOf(
  { functions, identities }: Pick<SourceDeps, 'functions' | 'identities'>,
  mapping: Pick<Mapping, 'function'>,
): Principal {
  const { role, functionName } = functions.resolve(mapping.function);
  return identities.assumeForService(role, 'lambda.amazonaws.com', functionName);
}

/** The name under which a mapping's checkpoints are kept. */
export const readerName = (uuid: string) => `lambda ${uuid}`;
