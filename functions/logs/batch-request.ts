import * as z from 'zod';
import { claimOf } from '../shared/claim-check.ts';
import { logBatch } from './log.ts';

/** What the states "Index the logs" and "Archive the logs" send. */
export const batchRequest = z.object({
  correlationId: z.string(),
  batchId: z.string(),
  /** When the batch came in for the first time. */
  receivedAt: z.iso.datetime(),
  batch: claimOf(logBatch),
});

export type BatchRequest = Omit<z.infer<typeof batchRequest>, 'correlationId'>;
