import type { Trace } from '../runtime/trace.ts';
import type { Terminal } from './terminal.ts';

/** Prints what goes wrong in the emulator itself, and what IAM lets pass that AWS would refuse: by `--iam warn`, or for a role without a policy. */
export function printFaults(trace: Trace, terminal: Terminal): () => void {
  return trace.subscribe((record) => {
    if (record.kind !== 'fault') return;
    const { error, where } = record;
    const detail =
      error instanceof Error ? (where === 'iam' ? error.message : (error.stack ?? error.message)) : String(error);
    terminal.line(`${terminal.warn(where)} ${detail}`);
  });
}
