import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { openPostOffice, type PostOffice } from './support/post-office.ts';

const TOPIC = 'arn:aws:sns:us-east-1:000000000000:news';

describe('the mailbox', () => {
  let office: PostOffice;
  beforeEach(async () => {
    office = await openPostOffice();
    await office.sns.send(new CreateTopicCommand({ Name: 'news', Attributes: { DisplayName: 'News' } }));
  });
  afterEach(() => office.close());
  const subscribe = (Protocol: string, Endpoint: string) =>
    office.sns.send(new SubscribeCommand({ TopicArn: TOPIC, Protocol, Endpoint }));
  const read = async (query = '') => (await fetch(`${office.endpoint}/_telar/mailbox${query}`)).json();
  const newest = async () => (await read()).messages[0];

  it('gets mails once the owner of the address has opened the link that it got', async () => {
    expect((await subscribe('email', 'ana@example.com')).SubscriptionArn).toBe('pending confirmation');
    await office.delivered(1);
    const asked = await newest();
    expect(asked).toMatchObject({
      kind: 'email',
      from: 'News <no-reply@sns.amazonaws.com>',
      to: 'ana@example.com',
      subject: 'AWS Notification - Subscription Confirmation',
      confirmUrl: expect.stringContaining('/_telar/sns/confirmation.html?TopicArn='),
      sentAt: '2026-01-01T00:00:00.000Z',
    });
    const page = await fetch(asked.confirmUrl);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain('Subscription confirmed');

    const { MessageId } = await office.sns.send(
      new PublishCommand({ TopicArn: TOPIC, Subject: 'Hola', Message: 'Qué tal' }),
    );
    await office.delivered(1);
    const mail = await newest();
    expect(mail).toMatchObject({ subject: 'Hola', messageId: MessageId, topicArn: TOPIC });
    expect(mail.text).toMatch(/^Qué tal\n\n--\n/);

    expect(await (await fetch(mail.unsubscribeUrl)).text()).toContain('Subscription ended');
    const { Subscriptions } = await office.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: TOPIC }));
    expect(Subscriptions).toEqual([]);
  });

  it('gets the envelope of email-json subscriptions', async () => {
    await subscribe('email-json', 'ana@example.com');
    await office.delivered(1);
    const { text, confirmUrl } = await newest();
    expect(JSON.parse(text)).toMatchObject({ Type: 'SubscriptionConfirmation' });
    await fetch(confirmUrl);
    await office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'x' }));
    await office.delivered(1);
    const mail = await newest();
    expect(mail.subject).toBe('AWS Notification Message');
    expect(JSON.parse(mail.text)).toMatchObject({ Type: 'Notification', Message: 'x' });
  });

  it('gets short messages, to subscribers and to numbers', async () => {
    await subscribe('sms', '+15551234567');
    await office.sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'to all' }));
    await office.delivered(1);
    const { MessageId } = await office.sns.send(
      new PublishCommand({
        PhoneNumber: '+34600000000',
        Message: 'to one',
        MessageAttributes: { 'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: 'Telar' } },
      }),
    );
    expect((await read()).messages).toMatchObject([
      { kind: 'sms', from: 'Telar', to: '+34600000000', text: 'to one', messageId: MessageId },
      { kind: 'sms', from: 'News', to: '+15551234567', text: 'to all' },
    ]);
  });

  it('is read by recipient and in pages, and can be emptied', async () => {
    for (const to of ['+15550000001', '+15550000002', '+15550000001']) {
      await office.sns.send(new PublishCommand({ PhoneNumber: to, Message: 'x' }));
    }
    expect((await read('?to=%2B15550000001')).messages).toHaveLength(2);
    const first = await read('?limit=2');
    expect(first.messages).toHaveLength(2);
    expect(await read(`?limit=2&before=${first.next}`)).toMatchObject({ messages: [{ to: '+15550000001' }] });
    expect(await read('?limit=0')).toMatchObject({ message: expect.stringContaining('limit') });
    await fetch(`${office.endpoint}/_telar/mailbox`, { method: 'DELETE' });
    expect(await read()).toEqual({ messages: [] });
  });
});
