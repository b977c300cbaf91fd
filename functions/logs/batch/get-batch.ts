import * as z from 'zod';
import { LOG_LEVELS } from '../../../events/log-level.ts';
import { NotFound } from '../../shared/http/problem.ts';
import type { RequestOf } from '../../shared/http/request.ts';
import { type Link, linkValidity } from '../../shared/object-link.ts';
import type { RowReader } from '../../shared/row-reader.ts';
import type { getBatchRoute } from './route.ts';

const row = z.object({
  batchId: z.string(),
  status: z.enum(['pending', 'completed', 'rejected', 'failed']),
  receivedAt: z.string(),
  count: z.number().optional(),
  levels: z.partialRecord(z.enum(LOG_LEVELS), z.number()).optional(),
  setAsideCount: z.number().optional(),
  archiveKey: z.string().optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().optional(),
});

export interface GetBatchPorts {
  readonly batches: RowReader;
  /** Where the archive is. */
  readonly bucket: string;
  readonly link: Link;
  now(): Date;
}

/** @throws NotFound when there is no such batch, or its workflow has not begun */
export async function getBatch({ parameters: { id } }: RequestOf<typeof getBatchRoute>, ports: GetBatchPorts) {
  const found = await ports.batches.read(id);
  if (!found) throw new NotFound(`There is no batch of logs with the id ${id}, or not yet.`);
  const { batchId, status, receivedAt, count = null, levels = null, archiveKey, ...rest } = row.parse(found);
  const { setAsideCount: setAside = null, errorCode: code, errorMessage: message = '' } = rest;
  const { expiresAt, ...validity } = linkValidity(ports.now());
  const archive = archiveKey === undefined ? null : await linkToArchive(id, archiveKey, validity, ports);
  const reason = code ? { code, message } : null;
  return {
    body: {
      id: batchId,
      status,
      receivedAt,
      count,
      levels,
      setAside,
      reason,
      links: { archive },
      linksExpireAt: expiresAt,
    },
  };
}

/** Of a gzip that says so in Content-Encoding, browsers save what is inside: a line of JSON for each log. */
function linkToArchive(
  id: string,
  key: string,
  validity: { readonly signedAt: Date; readonly secondsValid: number },
  { bucket, link }: GetBatchPorts,
): Promise<string> {
  return link({ bucket, key, saveAs: `logs-${id}.ndjson`, ...validity });
}
