import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { fileBlobs, memoryBlobs } from '../../../emulator/runtime/blobs.ts';

const directory = mkdtempSync(join(tmpdir(), 'telar-blobs-'));
afterAll(() => rmSync(directory, { recursive: true }));

const BYTES = Buffer.from(Array.from({ length: 1_500_000 }, (_, index) => index % 251));
const bytes = () => Readable.from([BYTES.subarray(0, 700_000), BYTES.subarray(700_000)]);

describe.each([
  ['in files', () => fileBlobs(join(directory, 'blobs'))],
  ['in memory', memoryBlobs],
])('blobs %s', (_, open) => {
  test('are read as they were written, whole and in part', async () => {
    const blobs = open();
    const id = await blobs.write(bytes());

    expect(BYTES.equals(await buffer(blobs.read(id)))).toBe(true);
    expect(await buffer(blobs.read(id, { start: 699_990, end: 700_009 }))).toEqual(BYTES.subarray(699_990, 700_010));
    expect(await buffer(blobs.read(id, { start: 1_499_999, end: 2_000_000 }))).toEqual(BYTES.subarray(1_499_999));
  });

  test('are listed until they are deleted', async () => {
    const blobs = open();
    const id = await blobs.write(bytes());

    expect(blobs.ids()).toContain(id);
    blobs.delete(id);
    expect(blobs.ids()).not.toContain(id);
  });

  test('that were cut short while they were written are not there', async () => {
    const blobs = open();
    const before = blobs.ids();
    const cut = Readable.from(
      (async function* () {
        yield BYTES;
        throw new Error('the sender went away');
      })(),
    );

    await expect(blobs.write(cut)).rejects.toThrow('the sender went away');
    expect(blobs.ids()).toEqual(before);
  });
});

describe('a blob in a file', () => {
  test('that is cut short before the file is open leaves no file behind', async () => {
    const folder = join(directory, 'cut');
    const blobs = fileBlobs(folder);
    const cut = async function* (): AsyncGenerator<Uint8Array> {
      yield* [];
      throw new Error('the sender went away');
    };

    for (let writes = 0; writes < 20; writes++) await expect(blobs.write(cut())).rejects.toThrow('went away');
    // Its file is opened after all of them.
    await blobs.write(bytes());

    expect(readdirSync(join(folder, 'incoming'))).toEqual([]);
  });

  test('can be read to its end though it is deleted meanwhile', async () => {
    const blobs = fileBlobs(join(directory, 'deleted'));
    const id = await blobs.write(bytes());
    const reader = blobs.read(id)[Symbol.asyncIterator]();
    const chunks: Uint8Array[] = [(await reader.next()).value];

    blobs.delete(id);
    for (let next = await reader.next(); !next.done; next = await reader.next()) chunks.push(next.value);

    expect(BYTES.equals(Buffer.concat(chunks))).toBe(true);
  });

  test('that is not there fails the stream', async () => {
    await expect(buffer(fileBlobs(directory).read('00-none'))).rejects.toThrow('ENOENT');
  });
});
