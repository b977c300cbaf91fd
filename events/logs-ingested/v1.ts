import * as z from 'zod';
import type { EventContract } from '../contract.ts';
import { LOG_LEVELS } from '../log-level.ts';
import { s3Location } from '../s3-location.ts';
import { setAsideSummary } from '../set-aside.ts';

export const logsIngested = {
  name: 'logs-ingested',
  description: 'A batch of logs is in the index and in the archive.',
  source: 'telar.logs',
  detailType: 'Logs Ingested',
  data: z.object({
    batchId: z.string().min(1),
    count: z.number().int().min(1).describe('Of the logs that were taken.'),
    levels: z.partialRecord(z.enum(LOG_LEVELS), z.number().int().min(1)).describe('How many there are of each level.'),
    location: s3Location.describe('The archive of the batch: gzip, one JSON object a line.'),
    setAside: setAsideSummary.extend({
      location: s3Location
        .optional()
        .describe('All that was set aside, when anything was: gzip, one JSON object a line.'),
    }),
  }),
  sentByHand: false,
} satisfies EventContract;
