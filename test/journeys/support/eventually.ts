import type { Trace, TraceRecord } from '../../../emulator/runtime/trace.ts';
import { waitFor } from '../../support/waiting.ts';

const SHOWN_RECORDS = 40;
const SHOWN_CHARACTERS = 1_000;

/**
 * Waits until `look` finds what it looks for, looking again after everything that happens in the cloud.
 *
 * @throws Error when it does not come, with the last things that did happen
 */
export function eventually<T>(
  trace: Trace,
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  return waitFor({
    what,
    look,
    listen: (happened) =>
      trace.subscribe((record) => {
        if (!isLook(record)) happened();
      }),
    instead: () => lastOf(trace),
  });
}

/** What happened last in a cloud, a line each. */
export function lastOf(trace: Trace): string {
  return trace.recent().slice(-SHOWN_RECORDS).map(describe).join('\n');
}

/** Reads by the test's own clients, which act for the account, as the delivery of logs does. */
const isLook = (record: TraceRecord) =>
  record.kind === 'call' && record.principal.endsWith(':root') && record.operation !== 'PutLogEvents';

function describe(record: TraceRecord): string {
  const { kind, at: _, ...rest } = record;
  const told = JSON.stringify(rest, (_key, value: unknown) => (value instanceof Error ? value.message : value));
  return `${kind} ${told}`.slice(0, SHOWN_CHARACTERS);
}
