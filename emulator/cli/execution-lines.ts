import type { ExecutionTrace, Trace } from '../runtime/trace.ts';
import { seconds, type Terminal } from './terminal.ts';

/** How much of a cause stands in one line. */
const CAUSE_LENGTH = 160;

/**
 * Prints one line for every execution that ends. Those that end together are written together: thousands may end in a
 * second, and each write holds up everything else. Answers how to stop.
 */
export function printExecutions(trace: Trace, terminal: Terminal): () => void {
  let lines: string[] = [];
  let soon: NodeJS.Immediate | undefined;
  const print = () => {
    soon = undefined;
    if (lines.length > 0) terminal.line(lines.join('\n'));
    lines = [];
  };
  const stop = trace.subscribe((record) => {
    if (record.kind !== 'execution' || record.status === 'RUNNING') return;
    lines.push(executionLine(record, terminal));
    soon ??= setImmediate(print);
  });
  return () => {
    stop();
    clearImmediate(soon);
    print();
  };
}

function executionLine(execution: ExecutionTrace, terminal: Terminal): string {
  const { status, stateMachineName, name, durationMilliseconds, error, cause } = execution;
  const paint = status === 'SUCCEEDED' ? terminal.good : status === 'ABORTED' ? terminal.warn : terminal.bad;
  const why = error ? `  ${error}${cause ? `: ${oneLine(cause)}` : ''}` : '';
  return `${paint(status.padEnd(9))} ${stateMachineName} ${terminal.dim(name)} ${seconds(durationMilliseconds)}${why}`;
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > CAUSE_LENGTH ? `${flat.slice(0, CAUSE_LENGTH)}…` : flat;
}
