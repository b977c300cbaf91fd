import { eventOf } from '../../events/contract.ts';
import { logsIngested } from '../../events/logs-ingested/v1.ts';
import { logsRejected } from '../../events/logs-rejected/v1.ts';
import { ODD_EVENTS, workflow } from './support/workflow.ts';

const logIngestion = workflow('log-ingestion');
const readEvent = (event: unknown) => logIngestion.assigns('Read the event', event);

describe('reading the event', () => {
  test('takes what a program sent, and fills in the metadata that was left out', async () => {
    expect(await readEvent({ id: '6f2c', detail: { data: { message: 'm' } } })).toEqual({
      eventId: '6f2c',
      correlationId: '6f2c',
      actor: 'unknown',
      batchId: expect.stringMatching(/^[0-9a-f]{32}$/),
      receivedAt: '2026-03-01T10:00:00.000Z',
      setAside: { count: 0, entries: [] },
      reason: null,
      failure: null,
    });
  });

  test('keeps the correlation id and the actor that came with the event', async () => {
    const metadata = { correlationId: 'order-66', actor: 'ana' };
    expect(await readEvent({ id: '6f2c', detail: { metadata } })).toMatchObject(metadata);
  });

  test.each([
    ['of the same idempotency key', { idempotencyKey: 'k', id: 'i' }, { idempotencyKey: 'k', id: 'j' }],
    ['of the same id', { id: 'i' }, { id: 'i' }],
  ])('knows a batch again in another event %s', async (_, metadata, repeated) => {
    const [once, again] = [
      await readEvent({ id: '1', detail: { metadata } }),
      await readEvent({ id: '2', detail: { metadata: repeated } }),
    ];
    expect(again).toHaveProperty('batchId', batchIdOf(once));
  });

  test('takes events without a key for batches of their own, however often each is delivered', async () => {
    const first = await readEvent({ id: '1', detail: { data: {} } });

    expect(await readEvent({ id: '1', detail: { data: {} } })).toHaveProperty('batchId', batchIdOf(first));
    expect(await readEvent({ id: '2', detail: { data: {} } })).not.toHaveProperty('batchId', batchIdOf(first));
  });

  test.each(ODD_EVENTS)('never fails, whatever arrives: %s', async (_, event) => {
    expect(await readEvent(event)).toMatchObject({
      eventId: expect.any(String),
      correlationId: expect.stringMatching(/./),
      actor: expect.stringMatching(/./),
      batchId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });
});

describe('publishing', () => {
  const SET_ASIDE = {
    count: 1,
    entries: [{ position: 3, reason: { code: 'UnknownLevel', message: 'level is "loud"' } }],
  };
  const NONE = { count: 0, entries: [] };
  const variables = {
    eventId: '6f2c',
    correlationId: 'c1',
    actor: 'unknown',
    batchId: 'ab12',
    count: 3,
    levels: { INFO: 2, ERROR: 1 },
    archive: { location: { bucket: 'archive', key: 'logs/2026/03/01/10/ab12.json.gz' }, sizeBytes: 300 },
    setAside: NONE,
    reason: { code: 'EmptyBatch', message: 'there is no log in the batch' },
  };

  test('Logs Ingested keeps to its contract', async () => {
    const event = await logIngestion.publishes('Publish Logs Ingested', variables);
    expect(eventOf(logsIngested).parse(event)).toMatchObject({
      detail: {
        metadata: { correlationId: 'c1', causationId: '6f2c', idempotencyKey: 'ab12/ingested' },
        data: { count: 3, location: variables.archive.location, setAside: NONE },
      },
    });
  });

  test('Logs Ingested says what was set aside, why, and where it is', async () => {
    const location = { bucket: 'archive', key: 'set-aside/2026/03/01/10/ab12.json.gz' };
    const event = await logIngestion.publishes('Publish Logs Ingested', {
      ...variables,
      setAside: SET_ASIDE,
      archive: { ...variables.archive, setAside: location },
    });
    expect(eventOf(logsIngested).parse(event)).toMatchObject({
      detail: { data: { setAside: { ...SET_ASIDE, location } } },
    });
  });

  test.each([
    ['of an empty batch', NONE],
    ['of a batch that was set aside whole', SET_ASIDE],
  ])('Logs Rejected %s keeps to its contract', async (_, setAside) => {
    const event = await logIngestion.publishes('Publish Logs Rejected', { ...variables, setAside });
    expect(eventOf(logsRejected).parse(event)).toMatchObject({
      detail: {
        metadata: { idempotencyKey: 'ab12/rejected/EmptyBatch' },
        data: { reason: variables.reason, setAside },
      },
    });
  });
});

function batchIdOf(variables: unknown): unknown {
  return typeof variables === 'object' && variables !== null && 'batchId' in variables ? variables.batchId : undefined;
}
