import { AwsError } from '../../../door/errors.ts';
import type { Mapping } from './mapping.ts';
import type { SourceDeps } from './source-deps.ts';

/** What an error is to the owner of a mapping; anything but a refusal by a service is a fault of ours and traced as one. */
export function describeProblem(
  { trace, clock }: Pick<SourceDeps, 'trace' | 'clock'>,
  mapping: Mapping,
  problem: unknown,
): string {
  if (!(problem instanceof AwsError)) {
    trace.record({ kind: 'fault', at: clock.now(), where: `event source mapping ${mapping.uuid}`, error: problem });
  }
  return `PROBLEM: ${problem instanceof Error ? problem.message : String(problem)}`;
}
