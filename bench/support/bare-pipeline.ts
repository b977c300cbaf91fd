import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import type { BareInvocation } from './bare-function.ts';

const address = z.tuple([z.object({ port: z.number() })]).rest(z.unknown());
const BUCKET = 'bench';

export interface BarePipeline {
  /** Milliseconds from the upload until both copies are stored. */
  process(photo: Buffer, key: string): Promise<number>;
  stop(): void;
}

/**
 * What a photo takes with nothing but the requests and the work: upload, inspection, and both copies at once, each in a warm process of its
 * own, against a server that only hashes and remembers. No event, rule, execution, permission, record or disk. Whatever does the same in
 * separate functions on this machine takes at least as long.
 */
export async function barePipeline(): Promise<BarePipeline> {
  const server = start('bare-objects.ts');
  const [{ port }] = address.parse(await once(server, 'message'));
  const [inspector, copier, second] = [start('bare-function.ts'), start('bare-function.ts'), start('bare-function.ts')];
  const endpoint = `http://127.0.0.1:${port}`;
  const s3 = new S3Client({
    endpoint,
    forcePathStyle: true,
    region: 'us-east-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  return {
    async process(Body, key) {
      const started = performance.now();
      await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body }));
      const invocation = { endpoint, bucket: BUCKET, key };
      await invoke(inspector, { ...invocation, step: 'inspect' });
      await Promise.all([
        invoke(copier, { ...invocation, step: 'processed' }),
        invoke(second, { ...invocation, step: 'thumbnail' }),
      ]);
      return performance.now() - started;
    },
    stop() {
      s3.destroy();
      for (const child of [server, inspector, copier, second]) child.disconnect();
    },
  };
}

async function invoke(child: ChildProcess, invocation: BareInvocation): Promise<void> {
  const answered = once(child, 'message');
  child.send(invocation);
  const [outcome] = await answered;
  if (outcome === 'rejected') throw new Error(`The photo was rejected by ${invocation.step}`);
}

function start(program: string): ChildProcess {
  return fork(join(import.meta.dirname, program));
}
