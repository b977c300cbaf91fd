import { accepted } from '../../shared/http/accepted.ts';
import { metadataOf } from '../../shared/http/action.ts';
import { once, type WritePorts } from '../../shared/http/idempotency.ts';
import { type FieldProblem, InvalidRequest } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { batchIdOf } from '../batch-id.ts';
import { EntryRejectedError, normalizeEntry } from '../normalize/normalize-entry.ts';
import { type SubmitPorts, submitLogs } from '../submit-logs.ts';
import { submitLogsRoute } from './route.ts';

export interface AcceptLogsPorts extends SubmitPorts, WritePorts {
  /** Of the API, without a slash at the end. */
  readonly apiUrl: string;
  now(): Date;
}

/** As many reasons as a person reads. */
const MAX_PROBLEMS = 20;

/**
 * Takes logs over HTTP. Who sends them waits for the answer, so that a log that the workflow would set aside is refused here, and with it
 * all that came along.
 *
 * @throws InvalidRequest
 */
export async function acceptLogs(request: RequestOf<typeof submitLogsRoute>, ports: AcceptLogsPorts) {
  const { body } = request;
  const logs = 'logs' in body && Array.isArray(body.logs) ? body.logs : [body];
  const now = ports.now();
  checkEach(logs, now);
  return once(submitLogsRoute.name, request, ports, async (idempotencyKey) => {
    const metadata = metadataOf(request, { id: ports.newId(), idempotencyKey, now });
    const { eventId } = await submitLogs(JSON.stringify({ logs }), ports, metadata);
    const batchId = batchIdOf(idempotencyKey);
    const links = { outcome: `${ports.apiUrl}/logs/batches/${batchId}` };
    return accepted({ eventId, correlationId: request.correlationId, batchId, count: logs.length, links });
  });
}

function checkEach(logs: readonly unknown[], receivedAt: Date): void {
  const problems: FieldProblem[] = [];
  for (const [position, log] of logs.entries()) {
    try {
      normalizeEntry(log, { logId: '', receivedAt });
    } catch (error) {
      if (!(error instanceof EntryRejectedError)) throw error;
      problems.push({ field: `body.logs.${position}`, message: error.message });
    }
    if (problems.length === MAX_PROBLEMS) break;
  }
  if (problems.length > 0) throw new InvalidRequest(problems);
}
