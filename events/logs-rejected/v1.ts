import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { rejectionReason } from '../rejection-reason.ts';
import { setAsideSummary } from '../set-aside.ts';

export const logsRejected = {
  name: 'logs-rejected',
  description: 'No log of a batch could be taken, and the reason is known.',
  source: 'telar.logs',
  detailType: 'Logs Rejected',
  data: z.object({
    batchId: z.string().min(1).describe('The row that keeps the reason.'),
    reason: rejectionReason,
    setAside: setAsideSummary,
  }),
  sentByHand: false,
} satisfies EventContract;
