import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileBlobs } from '../../../emulator/runtime/blobs.ts';
import { openStore } from '../../../emulator/runtime/store.ts';
import { Bodies } from '../../../emulator/services/s3/bodies/body-store.ts';
import { receive } from '../../../emulator/services/s3/bodies/receive.ts';
import { type Segment, slice } from '../../../emulator/services/s3/bodies/segment.ts';
import { MIGRATIONS } from '../../../emulator/services/s3/tables.ts';

const LARGE = Buffer.alloc(300_000, 'abc');

describe('bodies', () => {
  let directory: string;
  let store: ReturnType<typeof openStore>;
  let bodies: Bodies;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'telar-bodies-'));
    store = openStore();
    store.migrate('s3', MIGRATIONS);
    bodies = new Bodies({ store, blobs: fileBlobs(directory) });
  });
  afterEach(() => {
    store.close();
    rmSync(directory, { recursive: true });
  });

  const files = () =>
    readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
  const rows = () => store.all('SELECT id FROM s3_blobs').length;
  const keep = async (content: Buffer): Promise<Segment[]> => {
    const body = Readable.from([content.subarray(0, 1_000), content.subarray(1_000)]);
    const received = await receive(bodies, body, { expectedBytes: content.length, digests: [] });
    return store.transaction(() => bodies.keep(received));
  };
  const text = async (segments: readonly Segment[]) => {
    const body = bodies.read(segments);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body instanceof Uint8Array ? [body] : body) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const release = (segments: readonly Segment[]) => store.transaction(() => bodies.release(segments));
  /** What was let go of is collected after the transaction, in a microtask. */
  const collected = () => Promise.resolve();

  it('lie in the store when they are small and in a file when they are large', async () => {
    expect(await text(await keep(Buffer.from('small')))).toBe('small');
    expect(files()).toBe(0);
    expect(await text(await keep(LARGE))).toBe(LARGE.toString());
    expect(files()).toBe(1);
  });

  it('are gone when nothing uses them any more', async () => {
    const segments = [...(await keep(Buffer.from('small'))), ...(await keep(LARGE))];
    bodies.share(segments);
    release(segments);
    await collected();
    expect([rows(), files()]).toEqual([2, 1]);
    release(segments);
    await collected();
    expect([rows(), files()]).toEqual([0, 0]);
  });

  it('stay until whoever reads them is done', async () => {
    const segments = await keep(LARGE);
    const reading = bodies.read(segments);
    if (reading instanceof Uint8Array) throw new Error('A large body is a stream');
    release(segments);
    await collected();
    expect(files()).toBe(1);
    const closed = new Promise((resolve) => reading.once('close', resolve));
    let size = 0;
    for await (const chunk of reading) size += chunk.length;
    await closed;
    expect(size).toBe(LARGE.length);
    expect([rows(), files()]).toEqual([0, 0]);
  });

  it('stay when the transaction that let go of them is rolled back', async () => {
    const segments = await keep(LARGE);
    const failing = () =>
      store.transaction(() => {
        bodies.release(segments);
        throw new Error('rolled back');
      });
    expect(failing).toThrow('rolled back');
    await collected();
    expect([rows(), files()]).toEqual([1, 1]);
  });

  it('that were let go of before a crash are swept at the next start', async () => {
    const [segment] = await keep(LARGE);
    store.run('UPDATE s3_blobs SET uses = 0 WHERE id = ?', segment?.blob ?? 0);
    new Bodies({ store, blobs: fileBlobs(directory) }).sweep();
    expect([rows(), files()]).toEqual([0, 0]);
  });

  it('leave nothing behind when they are cut short', async () => {
    const options = { expectedBytes: LARGE.length + 1, digests: [] };
    await expect(receive(bodies, Readable.from([LARGE]), options)).rejects.toMatchObject({ code: 'IncompleteBody' });
    const broken = Readable.from(
      (function* () {
        yield LARGE;
        throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
      })(),
    );
    await expect(receive(bodies, broken, options)).rejects.toMatchObject({ code: 'RequestTimeout' });
    expect([rows(), files()]).toEqual([0, 0]);
  });

  it('of several segments are read in order, whole or in part', async () => {
    const segments = [
      ...(await keep(Buffer.from('one '))),
      ...(await keep(LARGE)),
      ...(await keep(Buffer.from(' end'))),
    ];
    expect(await text(segments)).toBe(`one ${LARGE} end`);
    expect(await text(slice(segments, { start: 2, end: 6 }))).toBe('e abc');
    expect(await text(slice(segments, { start: 4 + LARGE.length - 1, end: 4 + LARGE.length + 1 }))).toBe('c e');
    expect(await text(slice(segments, { start: 5, end: 6 }))).toBe('bc');
  });
});
