/** What lies where in the bucket logs-archive. Who may write where is decided by these, and what is kept for how long. */
export const PREFIXES = {
  /** Batches too large for an event, put there by those who send them. */
  submitted: 'submitted/',
  /** Batches too large for the state of an execution, on their way from one step to the next. */
  inTransit: 'in-transit/',
  /** `logs/YYYY/MM/DD/HH/<batchId>.json.gz`, by the hour in which the batch came in. */
  archive: 'logs/',
  /** `set-aside/YYYY/MM/DD/HH/<batchId>.json.gz`: the entries of those batches that could not be taken. */
  setAside: 'set-aside/',
} as const;

/** @param receivedAt ISO 8601, UTC */
export function batchKey(kind: 'archive' | 'setAside', batchId: string, receivedAt: string): string {
  const hour = receivedAt.slice(0, '2026-03-01T10'.length).replaceAll(/[-T]/g, '/');
  return `${PREFIXES[kind]}${hour}/${batchId}.json.gz`;
}
