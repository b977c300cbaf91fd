import type { Trace, TraceRecord } from '../../../emulator/runtime/trace.ts';

/** Far beyond what any step takes on a busy machine: reached only when what a test waits for does not come. */
const PATIENCE_MILLISECONDS = 20_000;
const SHOWN_RECORDS = 40;

/**
 * Waits until `look` finds what it looks for, looking again after everything that happens in the cloud.
 *
 * @throws Error after a time-out, with the last things that did happen
 */
export function eventually<T>(
  trace: Trace,
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    let looking = false;
    let again = false;
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      unsubscribe();
      settle();
    };
    const tryOnce = async () => {
      // What the look itself calls is traced too, and must not set off the next look.
      if (looking) return;
      looking = true;
      try {
        const found = await look();
        if (found !== undefined) return finish(() => resolve(found));
      } catch (error) {
        return finish(() => reject(error));
      } finally {
        looking = false;
      }
      if (again) {
        again = false;
        setImmediate(tryOnce);
      }
    };
    const unsubscribe = trace.subscribe((record) => {
      if (record.kind === 'call' && isLook(record)) return;
      again = looking;
      setImmediate(tryOnce);
    });
    const timer = setTimeout(() => finish(() => reject(new Error(timeOutMessage(what, trace)))), PATIENCE_MILLISECONDS);
    void tryOnce();
  });
}

/** Reads by the test's own clients, which act for the account, as the delivery of logs does. */
const isLook = (record: TraceRecord) =>
  record.kind === 'call' && record.principal.endsWith(':root') && record.operation !== 'PutLogEvents';

function timeOutMessage(what: string, trace: Trace): string {
  const seen = trace.recent().slice(-SHOWN_RECORDS).map(describe);
  return `Waited ${PATIENCE_MILLISECONDS} ms for ${what}. The last that happened:\n${seen.join('\n')}`;
}

function describe(record: TraceRecord): string {
  const { kind, at: _, ...rest } = record;
  return `${kind} ${JSON.stringify(rest, (_key, value: unknown) => (value instanceof Error ? value.message : value))}`;
}
