import type { ExecutionTrace, Trace } from '../runtime/trace.ts';
import { seconds, type Terminal } from './terminal.ts';

/** How much of a cause stands in one line. */
const CAUSE_LENGTH = 160;

/** Prints one line for every execution that ends. Answers how to stop. */
export function printExecutions(trace: Trace, terminal: Terminal): () => void {
  return trace.subscribe((record) => {
    if (record.kind === 'execution' && record.status !== 'RUNNING') terminal.line(executionLine(record, terminal));
  });
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
