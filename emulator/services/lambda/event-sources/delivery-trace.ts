import { functionArn } from '../functions/function-name.ts';
import type { Mapping } from './mapping.ts';
import type { SourceDeps } from './source-deps.ts';

type Outcome = 'delivered' | 'retrying' | 'dead-lettered' | 'dropped';

/** Writes down what became of a batch. */
export function traceDelivery(
  { trace, clock, account }: Pick<SourceDeps, 'trace' | 'clock' | 'account'>,
  mapping: Mapping,
  attempt: number,
  outcome: Outcome,
  reason?: string,
): void {
  trace.record({
    kind: 'delivery',
    at: clock.now(),
    from: mapping.sourceArn,
    to: functionArn(account, mapping.function),
    attempt,
    outcome,
    ...(reason ? { reason } : {}),
  });
}
