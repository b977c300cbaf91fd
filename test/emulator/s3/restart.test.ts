import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { GetObjectCommandInput } from '@aws-sdk/client-s3';
import { Door } from '../../../emulator/door/door.ts';
import { accountPrincipal } from '../../../emulator/door/principal.ts';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { fileBlobs } from '../../../emulator/runtime/blobs.ts';
import { ManualClock } from '../../../emulator/runtime/clock.ts';
import { systemIds } from '../../../emulator/runtime/ids.ts';
import { Journal } from '../../../emulator/runtime/journal.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { Trace } from '../../../emulator/runtime/trace.ts';
import { createAuthorizer } from '../../../emulator/services/iam/authorizer.ts';
import { Roles } from '../../../emulator/services/iam/roles.ts';
import { createIdentities } from '../../../emulator/services/iam/sessions.ts';
import type { GetObjectAnswer } from '../../../emulator/services/s3/operations/get-object.ts';
import { createS3 } from '../../../emulator/services/s3/service.ts';

/** S3 on a directory, called as the administrator without any wire. */
async function run(directory: string) {
  const account = LOCAL_ACCOUNT;
  const clock = new ManualClock();
  const ids = systemIds;
  const trace = new Trace();
  const store = openStore(directory);
  const journal = new Journal({ store, clock, trace });
  const roles = new Roles({ store, clock, ids, account });
  const authorizer = createAuthorizer({ roles, account, clock, trace });
  const identities = createIdentities({ roles, account, clock, ids });
  const door = new Door({ account, clock, ids, trace, authorizer, iam: 'enforce' });
  const blobs = fileBlobs(join(directory, 'blobs'));
  const serviceEvents = { publish: () => undefined };
  const s3 = createS3({ account, clock, ids, store, blobs, trace, journal, door, identities, serviceEvents });
  door.add(s3);
  await s3.start?.();
  const principal = accountPrincipal(account);
  return {
    call: <O>(operation: string, input: object) => door.call<object, O>({ service: 's3', operation, principal }, input),
    /** Ends as a killed process does: nothing is written that was not written before. */
    kill: () => store.close(),
  };
}

describe('what S3 acknowledged', () => {
  it('is there after a restart', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'telar-s3-'));
    const large = Buffer.alloc(200_000, 'xyz');
    const before = await run(directory);
    await before.call('CreateBucket', { Bucket: 'lasting' });
    const VersioningConfiguration = { Status: 'Enabled' };
    await before.call('PutBucketVersioning', { Bucket: 'lasting', VersioningConfiguration });
    await before.call('PutObject', { Bucket: 'lasting', Key: 'small', Body: 'hello', Metadata: { a: '1' } });
    await before.call('PutObject', { Bucket: 'lasting', Key: 'large', Body: large });
    const { UploadId } = await before.call<{ UploadId: string }>('CreateMultipartUpload', {
      Bucket: 'lasting',
      Key: 'm',
    });
    const part = { Bucket: 'lasting', Key: 'm', UploadId, PartNumber: 1 };
    const { ETag } = await before.call<{ ETag: string }>('UploadPart', { ...part, Body: large });
    before.kill();

    const after = await run(directory);
    const read = async (Key: string) => {
      const input: GetObjectCommandInput = { Bucket: 'lasting', Key };
      const { Body, ...rest } = await after.call<GetObjectAnswer>('GetObject', input);
      const chunks: Uint8Array[] = [];
      for await (const chunk of Body instanceof Uint8Array ? [Body] : Body) chunks.push(chunk);
      return { text: Buffer.concat(chunks).toString(), ...rest };
    };
    expect(await read('small')).toMatchObject({ text: 'hello', Metadata: { a: '1' }, VersionId: expect.any(String) });
    expect((await read('large')).text).toBe(large.toString());
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await after.call('CompleteMultipartUpload', { Bucket: 'lasting', Key: 'm', UploadId, MultipartUpload });
    expect((await read('m')).text).toBe(large.toString());
    after.kill();
    rmSync(directory, { recursive: true });
  });

  it('leaves no bytes behind that a killed run received but never took into use', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'telar-s3-'));
    const before = await run(directory);
    await before.call('CreateBucket', { Bucket: 'lasting' });
    await before.call('PutObject', { Bucket: 'lasting', Key: 'used', Body: Buffer.alloc(200_000, 'xyz') });
    const blobs = fileBlobs(join(directory, 'blobs'));
    const [used] = blobs.ids();
    await blobs.write(Readable.from([Buffer.alloc(200_000)]));
    before.kill();

    const after = await run(directory);

    expect(blobs.ids()).toEqual([used]);
    after.kill();
    rmSync(directory, { recursive: true });
  });
});
