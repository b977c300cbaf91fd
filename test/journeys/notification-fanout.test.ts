import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { AwsError } from '../../emulator/door/errors.ts';
import { ACCOUNT, startTelar, type Telar } from './support/telar.ts';

/** Refuses the first few messages that the workflow gives to the topic. */
const hiccup = {
  refused: 0,
  excess({ service, operation }: { service: string; operation: string }) {
    if (service !== 'sns' || operation !== 'Publish' || hiccup.refused === 3) return undefined;
    hiccup.refused += 1;
    return new AwsError('Throttling', 'Rate exceeded', { status: 429 });
  },
};

describe('somebody is to be told something', () => {
  let telar: Telar;
  beforeAll(async () => {
    telar = await startTelar({ quota: hiccup });
  });
  afterAll(() => telar.stop());

  const queueUrl = (name: string) => `${telar.cloud.endpoint}/${ACCOUNT}/telar-dev-${name}`;
  const ask = async (data: unknown, idempotencyKey: string) => {
    const Detail = JSON.stringify({ metadata: { idempotencyKey }, data });
    const Source = 'telar.notifications';
    const entry = { EventBusName: 'telar-dev', Source, DetailType: 'Notification Requested', Detail };
    await telar.events.send(new PutEventsCommand({ Entries: [entry] }));
    const [execution] = await telar.executions('notification-fanout', 1);
    return { status: execution?.status, ...JSON.parse(execution?.output ?? '{}') };
  };
  const tell = async (body: string) => {
    await telar.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('notifications'), MessageBody: body }));
    const [execution] = await telar.executions('notification-fanout', 1);
    return execution?.status;
  };
  /** The next messages in the queue that subscribes to everything: as many as are expected, and those that came with them. */
  const inbox = async (expected: number) => {
    const QueueUrl = queueUrl('notifications-inbox');
    const received: { Subject: string; MessageAttributes: Record<string, { Value: string }> }[] = [];
    for (let quietPolls = 0; received.length < expected && quietPolls < 10; ) {
      const request = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 };
      const { Messages = [] } = await telar.sqs.send(new ReceiveMessageCommand(request));
      if (Messages.length === 0) {
        quietPolls += 1;
        continue;
      }
      received.push(...Messages.map(({ Body = '' }) => JSON.parse(Body)));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await telar.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
    return received;
  };
  const rowOf = async (match: (row: Record<string, unknown>) => boolean) =>
    (await telar.rows('notifications')).find(match);

  it('sends one message a recipient, tries again what SNS refuses, and says in rows and counters what became of it', async () => {
    const request = {
      type: 'orders',
      priority: 'high',
      title: 'Order 7',
      message: 'Look!',
      recipients: ['ana', 'ben'],
    };
    expect(await ask(request, 'order 7')).toMatchObject({ status: 'SUCCEEDED', sent: 2, failed: 0, repeated: 0 });

    expect(hiccup.refused).toBe(3);
    const messages = await inbox(2);
    expect(messages.map(({ MessageAttributes }) => MessageAttributes.recipient?.Value).sort()).toEqual(['ana', 'ben']);
    expect(messages[0]).toMatchObject({
      Subject: '[HIGH] Order 7',
      MessageAttributes: { notification_type: { Value: 'orders' }, priority: { Value: 'high' } },
    });
    const rows = await telar.rows('notifications');
    expect(rows.map(({ recipient, status }) => `${recipient} ${status}`).sort()).toEqual(['ana sent', 'ben sent']);
  });

  it('tells nobody twice when it is asked twice', async () => {
    const request = { title: 'Order 7', message: 'Look!', recipients: ['ana', 'ben', 'cleo'] };
    expect(await ask(request, 'order 7')).toMatchObject({ sent: 1, repeated: 2 });
    expect(await inbox(1)).toMatchObject([{ MessageAttributes: { recipient: { Value: 'cleo' } } }]);
  });

  it('tells 300 recipients, and leaves out the one that is none', async () => {
    const recipients = Array.from({ length: 300 }, (_, number) => `user-${number}`);
    const request = { title: 'All', message: 'hands', priority: 'low', recipients: [...recipients, ''] };
    expect(await ask(request, 'all')).toMatchObject({ status: 'SUCCEEDED', sent: 300, failed: 1 });

    expect(new Set((await inbox(300)).map(({ MessageAttributes }) => MessageAttributes.recipient?.Value)).size).toBe(
      300,
    );
    const counters = (await telar.rows('stats')).filter(({ counter }) => counter.startsWith('notifications#'));
    const sum = (name: string) => counters.reduce((total, row) => total + (row[name] ?? 0), 0);
    expect({ total: sum('total'), successful: sum('successful'), failed: sum('failed'), low: sum('low') }).toEqual({
      total: 304,
      successful: 303,
      failed: 1,
      low: 301,
    });
  });

  it('takes a message from the queue that somebody put there by hand', async () => {
    expect(await tell('{"title": "Hi", "message": "It is me", "recipient": "dora"}')).toBe('SUCCEEDED');
    expect(await inbox(1)).toMatchObject([{ Subject: '[NORMAL] Hi' }]);
  });

  it.each([
    ['{"title": ', 'MalformedMessage'],
    ['{"title": "Hi", "message": "x", "recipient": "ana", "priority": "now"}', 'UnknownPriority'],
    ['{"title": "Hi", "message": "x"}', 'NoRecipient'],
    ['{"title": "Hi", "message": "<p>x</p>", "recipient": "ana"}', 'HtmlOnlyMessage'],
    [`{"title": "Hi", "message": "${'x'.repeat(70_000)}", "recipient": "ana"}`, 'MessageTooLarge'],
  ])('leaves a row that says why of the message %#', async (body, code) => {
    expect(await tell(body)).toBe('SUCCEEDED');
    expect(await rowOf(({ errorCode }) => errorCode === code)).toMatchObject({
      status: 'failed',
      errorMessage: expect.stringMatching(/./),
      request: body.slice(0, 1_000),
    });
  });

  it('has told nobody else', async () => {
    expect(await tell('{"title": "Last", "message": "one", "recipient": "dora"}')).toBe('SUCCEEDED');
    expect(await inbox(1)).toMatchObject([{ Subject: '[NORMAL] Last' }]);
  });
});
