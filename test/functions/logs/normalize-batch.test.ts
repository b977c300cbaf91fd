import { gzipSync } from 'node:zlib';
import { normalizeBatch } from '../../../functions/logs/normalize/normalize-batch.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';

const location = { bucket: 'archive', key: 'submitted/app.log' };
const limits = { maxBytes: 10_000, maxEntries: 1_000 };

async function normalize(data: unknown, body?: string | Buffer) {
  const objects = new MemoryObjectStore();
  if (body !== undefined) objects.put(location.bucket, location.key, Buffer.from(body), 'v1');
  return normalizeBatch(
    { batchId: 'ab12', receivedAt: '2026-03-01T10:00:00.000Z', data },
    { objects, bucket: 'archive', limits },
  );
}

const messages = (normalized: Awaited<ReturnType<typeof normalize>>) =>
  normalized.outcome === 'accepted' && 'value' in normalized.batch
    ? normalized.batch.value.logs.map(({ message }) => message)
    : normalized;

describe('normalizing a batch', () => {
  test.each([
    ['a list', { logs: [{ message: 'a' }, { message: 'b' }] }, ['a', 'b']],
    ['one log in place of a list', { logs: { message: 'a' } }, ['a']],
    ['one log', { message: 'a' }, ['a']],
    ['one log that speaks of a location', { message: 'a', location: 'Rome' }, ['a']],
    ['a bare list', [{ message: 'a' }], ['a']],
  ])('takes %s from the event', async (_, data, expected) => {
    expect(messages(await normalize(data))).toEqual(expected);
  });

  test.each([
    ['a list', '[{"message":"a"},{"message":"b"}]'],
    ['an object with logs', '{"logs":[{"message":"a"},{"message":"b"}]}'],
    ['lines', '{"message":"a"}\n\n{"message":"b"}\r\n'],
    ['lines after a byte order mark', '\uFEFF{"message":"a"}\n{"message":"b"}'],
    ['gzip', gzipSync('{"message":"a"}\n{"message":"b"}\n')],
  ])('takes %s from the object that the event names', async (_, body) => {
    expect(messages(await normalize({ location }, body))).toEqual(['a', 'b']);
  });

  test('counts levels, and names a log after its batch and position', async () => {
    const normalized = await normalize({
      logs: [{ message: 'a' }, { message: 'b', level: 'error' }, { message: 'c' }],
    });

    expect(normalized).toMatchObject({
      outcome: 'accepted',
      count: 3,
      levels: { INFO: 2, ERROR: 1 },
      setAside: { count: 0, entries: [] },
      batch: { value: { logs: [{ logId: 'ab12-000000' }, { logId: 'ab12-000001' }, { logId: 'ab12-000002' }] } },
    });
  });

  test('sets aside what cannot be taken, as it came, and goes on with the rest', async () => {
    const normalized = await normalize({ location }, '{"message":"a"}\n{"level":"loud","message":"b"}\nnot JSON\n');

    const UNKNOWN = { position: 1, reason: { code: 'UnknownLevel' } };
    const MALFORMED = { position: 2, reason: { code: 'MalformedLine' } };
    expect(normalized).toMatchObject({
      count: 1,
      setAside: { count: 2, entries: [UNKNOWN, MALFORMED] },
      batch: {
        value: {
          setAside: [
            { ...UNKNOWN, entry: { level: 'loud' } },
            { ...MALFORMED, entry: 'not JSON' },
          ],
        },
      },
    });
  });

  test('names a hundred of those it set aside, however many there are', async () => {
    const normalized = await normalize({ logs: [{ message: 'a' }, ...Array.from({ length: 300 }, () => 'x')] });

    expect(normalized.setAside.count).toBe(300);
    expect(normalized.setAside.entries).toHaveLength(100);
  });

  test('leaves a large batch in the bucket', async () => {
    const logs = Array.from({ length: 1_000 }, () => ({ message: 'x'.repeat(200) }));

    expect(await normalize({ logs })).toMatchObject({
      count: 1_000,
      batch: { location: { bucket: 'archive', key: 'in-transit/ab12.json' } },
    });
  });

  test('gives the same answer to a repetition', async () => {
    const data = { logs: [{ message: 'a' }, 'nonsense'] };
    expect(await normalize(data)).toEqual(await normalize(data));
  });

  test.each([
    ['no data', null, undefined, 'InvalidEvent'],
    ['text for data', 'hello', undefined, 'InvalidEvent'],
    ['nothing in it', {}, undefined, 'EmptyBatch'],
    ['an empty list', { logs: [] }, undefined, 'EmptyBatch'],
    ['an empty object', { location }, '', 'MalformedBody'],
    ['a location that is none', { location: 'here' }, undefined, 'InvalidEvent'],
    ['a bucket that is not ours', { location: { ...location, bucket: 'theirs' } }, undefined, 'UnknownLocation'],
    ['a place not meant for it', { location: { ...location, key: 'logs/x' } }, undefined, 'UnknownLocation'],
    ['an object that is not there', { location }, undefined, 'ObjectNotFound'],
    ['too large an object', { location }, `"${'x'.repeat(10_000)}"`, 'TooManyBytes'],
    ['gzip that unfolds', { location }, gzipSync('x'.repeat(1_000_000)), 'TooManyBytes'],
    ['damaged gzip', { location }, gzipSync('{"message":"a"}').subarray(0, 20), 'MalformedBody'],
    ['text that is no JSON', { location }, 'hello\nworld', 'MalformedBody'],
    ['too many logs', { logs: Array.from({ length: 1_001 }, () => 'x') }, undefined, 'TooManyEntries'],
    ['one bad log', { level: 'loud', message: 'm' }, undefined, 'NoUsableEntry'],
  ])('rejects %s', async (_, data, body, code) => {
    expect(await normalize(data, body)).toMatchObject({ outcome: 'rejected', reason: { code } });
  });

  test('says of a batch in which nothing is usable what is wrong with its logs', async () => {
    expect(await normalize({ logs: [{ level: 'loud', message: 'm' }, {}] })).toEqual({
      outcome: 'rejected',
      reason: {
        code: 'NoUsableEntry',
        message: expect.stringMatching(/^none of 2 logs can be taken; the first: level is "loud"/),
      },
      setAside: {
        count: 2,
        entries: [
          { position: 0, reason: expect.objectContaining({ code: 'UnknownLevel' }) },
          { position: 1, reason: expect.objectContaining({ code: 'MissingMessage' }) },
        ],
      },
    });
  });
});
