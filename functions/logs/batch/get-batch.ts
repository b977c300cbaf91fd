import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { NotFound } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import type { RowReader } from '../../shared/row-reader.ts';
import type { getBatchRoute } from './route.ts';

const row = z.object({
  batchId: z.string(),
  status: z.enum(['pending', 'completed', 'rejected', 'failed']),
  receivedAt: z.string(),
  count: z.number().optional(),
  levels: z.partialRecord(z.enum(LOG_LEVELS), z.number()).optional(),
  setAsideCount: z.number().optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
});

/** @throws NotFound when there is no such batch, or its workflow has not begun */
export async function getBatch({ parameters }: RequestOf<typeof getBatchRoute>, batches: RowReader) {
  const found = await batches.read(parameters.id);
  if (!found) throw new NotFound(`There is no batch of logs with the id ${parameters.id}, or not yet.`);
  const { batchId, status, receivedAt, count = null, levels = null, ...rest } = row.parse(found);
  const { setAsideCount: setAside = null, errorCode: code, errorMessage: message = '' } = rest;
  return {
    body: { id: batchId, status, receivedAt, count, levels, setAside, reason: code ? { code, message } : null },
  };
}
