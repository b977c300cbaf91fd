import { eventOf } from '../../events/contract.ts';
import { notificationFailed } from '../../events/notification-failed/v1.ts';
import { notificationSent } from '../../events/notification-sent/v1.ts';
import { workflow } from './support/workflow.ts';

const fanout = workflow('notification-fanout');

describe('reading the message', () => {
  const MESSAGE = { messageId: 'm1', body: '{}', attributes: { SentTimestamp: '1772359200000' } };

  test('takes id and time from the message of the queue', async () => {
    expect(await fanout.assigns('Read the message', [MESSAGE])).toEqual({
      messageId: 'm1',
      requestedAt: '2026-03-01T10:00:00.000Z',
      failure: null,
    });
  });

  test.each([
    ['nothing', []],
    ['an object', {}],
    ['text', 'hello'],
    ['a message without fields', [{}]],
    ['fields of other types', [{ messageId: 7, body: { a: 1 }, attributes: {} }]],
  ])('never fails, whatever arrives: %s', async (_, input) => {
    expect(await fanout.assigns('Read the message', input)).toEqual({
      messageId: 'e1',
      requestedAt: '2026-03-01T10:00:00.000Z',
      failure: null,
    });
    expect(await fanout.puts('Read the message', { states: { input } })).toEqual({ body: '' });
  });
});

describe('a recipient', () => {
  const variables = {
    eventId: '6f2c',
    correlationId: 'c1',
    actor: 'unknown',
    requestId: 'cd34',
    requestedAt: '2026-03-01T09:59:59.000Z',
    notificationId: 'ab12',
    listShard: '2',
    recipient: 'ana',
    notification: { type: 'orders', priority: 'high', title: 't', message: 'm', subject: '[HIGH] t' },
    snsMessageId: 's1',
    problem: { code: 'DeliveryFailed', message: 'publishing failed with SNS.InternalErrorException' },
    states: { context: { Execution: { Id: 'execution-1', StartTime: '2026-03-01T10:00:00.000Z' } } },
  };

  test('is claimed for as long as the workflow may run', async () => {
    expect(await fanout.asks('Claim the notification', variables)).toMatchObject({
      Key: { notificationId: { S: 'ab12' } },
      ExpressionAttributeValues: {
        ':execution': { S: 'execution-1' },
        ':until': { S: '2026-03-01T11:00:00.000Z' },
        ':requestedAtId': { S: '2026-03-01T09:59:59.000Z#ab12' },
      },
    });
  });

  test('is told with a subject, and with the attributes that subscribers filter by', async () => {
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    expect(await fanout.asks('Publish to the topic', variables)).toMatchObject({
      Subject: '[HIGH] t',
      Message: 'm',
      MessageAttributes: {
        notification_type: text('orders'),
        priority: text('high'),
        recipient: text('ana'),
        notification_id: text('ab12'),
        correlation_id: text('c1'),
        requested_at: text('2026-03-01T09:59:59.000Z'),
      },
    });
  });

  test('that was told is announced by Notification Sent, which keeps to its contract', async () => {
    expect(
      eventOf(notificationSent).parse(await fanout.publishes('Publish Notification Sent', variables)),
    ).toMatchObject({
      detail: {
        metadata: { correlationId: 'c1', causationId: '6f2c', idempotencyKey: 'ab12/sent' },
        data: { notificationId: 'ab12', recipient: 'ana', snsMessageId: 's1' },
      },
    });
  });

  test.each(['ana', null])('that was not told (%j) is announced by Notification Failed', async (recipient) => {
    const event = await fanout.publishes('Publish Notification Failed', { ...variables, recipient });
    expect(eventOf(notificationFailed).parse(event)).toMatchObject({
      detail: {
        metadata: { idempotencyKey: 'ab12/failed/DeliveryFailed' },
        data: { recipient, reason: variables.problem },
      },
    });
  });
});

describe('all recipients together', () => {
  const outcomes = (...result: { status: string; mishap: string | null }[]) =>
    fanout.puts('For each recipient', { requestId: 'cd34', states: { result } });

  test('are counted by how it went', async () => {
    const result = await outcomes(
      { status: 'sent', mishap: null },
      { status: 'failed', mishap: null },
      { status: 'repeated', mishap: null },
      { status: 'sent', mishap: null },
    );
    expect(result).toEqual({ requestId: 'cd34', sent: 2, failed: 1, repeated: 1, mishaps: [] });
  });

  test.each([1, 2])('tell once of each mishap, also of %d alike', async (times) => {
    const mishaps = Array.from({ length: times }, () => ({ status: 'failed', mishap: 'SNS.Throttled' }));
    expect(await outcomes({ status: 'sent', mishap: null }, ...mishaps)).toMatchObject({ mishaps: ['SNS.Throttled'] });
  });
});
