import { normalizeBatch } from '../../../functions/logs/normalize/normalize-batch.ts';
import { NotLogsError, submitLogs } from '../../../functions/logs/submit-logs.ts';
import { MemoryObjectStore } from '../support/memory-object-store.ts';

const large = (count: number) =>
  Array.from({ length: count }, (_, line) => JSON.stringify({ message: `line ${line} ${'x'.repeat(100)}` })).join('\n');

async function submit(body: string) {
  const objects = new MemoryObjectStore();
  const sent: { metadata: { idempotencyKey: string }; data: unknown }[] = [];
  const send = async (detail: string) => `event ${sent.push(JSON.parse(detail))}`;
  const submitted = await submitLogs(body, { objects, bucket: 'archive', send });
  return { submitted, objects, detail: sent[0] };
}

describe('submitting logs', () => {
  test.each([
    ['a list', '[{"message":"a"}]', { logs: [{ message: 'a' }] }],
    ['an object with logs', '{"logs":[{"message":"a"}]}', { logs: [{ message: 'a' }] }],
    ['one log', '{"message":"a"}', { message: 'a' }],
    ['lines', '{"message":"a"}\n{"message":"b"}\n', { logs: [{ message: 'a' }, { message: 'b' }] }],
  ])('sends %s in the event when there is room', async (_, body, data) => {
    const { submitted, objects, detail } = await submit(body);

    expect(submitted).toEqual({ eventId: 'event 1' });
    expect(detail).toMatchObject({ data });
    expect(objects.written).toEqual([]);
  });

  test('puts more than that into the bucket first, where the workflow finds it', async () => {
    const { submitted, objects, detail } = await submit(large(2_000));

    expect(detail?.data).toEqual({ location: submitted.location });
    const normalized = await normalizeBatch(
      { batchId: 'ab12', receivedAt: '2026-03-01T10:00:00.000Z', data: detail?.data },
      { objects, bucket: 'archive', limits: { maxBytes: 1_000_000, maxEntries: 10_000 } },
    );
    expect(normalized).toMatchObject({ outcome: 'accepted', count: 2_000, setAside: { count: 0 } });
  });

  test('gives the same logs the same idempotency key, and others another', async () => {
    const keyOf = async (body: string) => (await submit(body)).detail?.metadata.idempotencyKey;
    const key = await keyOf('{"message":"a"}');

    expect(await keyOf('{"message":"a"}')).toBe(key);
    expect(await keyOf('{"message":"b"}')).not.toBe(key);
  });

  test.each([
    ['hello', 'line 1 is no JSON: hello.'],
    ['{"message":"a"}\n\nb ', 'line 3 is no JSON: b.'],
    ['x'.repeat(1_000), `line 1 is no JSON: ${'x'.repeat(60)}….`],
  ])('refuses what is no JSON before anything is sent, and names the line: %#', async (body, problem) => {
    const objects = new MemoryObjectStore();
    const send = () => Promise.reject(new Error('nothing should be sent'));

    const refused = submitLogs(body, { objects, bucket: 'archive', send });
    await expect(refused).rejects.toThrow(NotLogsError);
    await expect(refused).rejects.toThrow(problem);
  });
});
