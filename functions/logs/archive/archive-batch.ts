import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { redeem } from '../../shared/claim-check.ts';
import type { ObjectReference, ObjectStore } from '../../shared/object-store.ts';
import type { BatchRequest } from '../batch-request.ts';
import { type Log, logBatch } from '../log.ts';
import { batchKey } from '../prefixes.ts';

export interface ArchivePorts {
  readonly objects: ObjectStore;
  readonly bucket: string;
  now(): Date;
}

export interface Archived {
  readonly location: ObjectReference;
  readonly sizeBytes: number;
  /** When anything was set aside. */
  readonly setAside?: ObjectReference;
}

/**
 * Puts a batch into the archive: the logs whole, and beside them what was set aside. Keys and contents are the same every time.
 *
 * The layout is one JSON object a line, because that is what `zcat | jq` and Athena read alike; a log looks as it was submitted,
 * with its defaults filled in, so that an archive can be submitted again.
 */
export async function archiveBatch(request: BatchRequest, ports: ArchivePorts): Promise<Archived> {
  const { batchId, receivedAt } = request;
  const { logs, setAside } = await redeem(request.batch, logBatch, ports.objects);
  const place = (kind: 'archive' | 'setAside') => ({ bucket: ports.bucket, key: batchKey(kind, batchId, receivedAt) });

  const lines = logs.map((log) => archivedLog(log, batchId));
  const sizeBytes = await store({ ...place('archive'), batchId, lines }, ports);
  if (setAside.length === 0) return { location: place('archive'), sizeBytes };
  await store({ ...place('setAside'), batchId, lines: setAside }, ports);
  return { location: place('archive'), sizeBytes, setAside: place('setAside') };
}

function archivedLog({ logId, timestamp, level, service, userId, message, attributes }: Log, batchId: string) {
  return { timestamp, level, service, user_id: userId, message, attributes, log_id: logId, batch_id: batchId };
}

interface Lines extends ObjectReference {
  readonly batchId: string;
  readonly lines: readonly object[];
}

const compress = promisify(gzip);

/** @returns how many bytes were stored */
async function store({ bucket, key, batchId, lines }: Lines, { objects, now }: ArchivePorts): Promise<number> {
  const body = await compress(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  await objects.write({
    bucket,
    key,
    body,
    contentType: 'application/x-ndjson',
    contentEncoding: 'gzip',
    metadata: { 'log-count': String(lines.length), 'batch-id': batchId, 'processed-at': now().toISOString() },
  });
  return body.length;
}
