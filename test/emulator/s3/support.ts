import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../../emulator/runtime/clock.ts';
import type { ServiceEvent } from '../../../emulator/runtime/service-events.ts';
import { createS3 } from '../../../emulator/services/s3/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

/** S3 behind a real endpoint, an SDK client for it, and the events that it put on the default bus. */
export async function startS3(options: { clock?: Clock } = {}) {
  const events: ServiceEvent[] = [];
  const serviceEvents = { publish: (event: ServiceEvent) => void events.push(event) };
  const endpoint = await startEndpoint((ports) => [createS3({ ...ports, serviceEvents })], options);
  const s3 = new S3Client(endpoint.client);
  return {
    ...endpoint,
    s3,
    events,
    /** Makes a bucket of a name that no other test has. */
    async bucket(): Promise<string> {
      const Bucket = `bucket-${randomUUID()}`;
      await s3.send(new CreateBucketCommand({ Bucket }));
      return Bucket;
    },
    async close() {
      s3.destroy();
      await endpoint.close();
    },
  };
}

export type S3UnderTest = Awaited<ReturnType<typeof startS3>>;

/** What a call that must fail was refused with. */
export async function refusal(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call succeeded, though it had to be refused');
}
