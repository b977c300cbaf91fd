import { planNotifications } from '../../../functions/notifications/plan/plan-notifications.ts';

const REQUEST = { title: 'Hello', message: 'How are you?', recipient: 'ana' };
const plan = (content: unknown, messageId = 'm1') =>
  planNotifications({ messageId, body: typeof content === 'string' ? content : JSON.stringify(content) });
const event = (detail: object, id = 'e1') => ({ id, 'detail-type': 'Notification Requested', detail });
const recipientsOf = (content: unknown) => plan(content).recipients.map(({ recipient }) => recipient);

describe('planning notifications', () => {
  test('fills in what was left out', () => {
    expect(plan(event({ data: REQUEST }))).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
      eventId: 'e1',
      correlationId: 'e1',
      actor: 'unknown',
      notification: {
        type: 'general',
        priority: 'normal',
        title: 'Hello',
        message: 'How are you?',
        subject: '[NORMAL] Hello',
      },
      request: null,
      recipients: [
        {
          notificationId: expect.stringMatching(/^[0-9a-f]{32}$/),
          listShard: expect.stringMatching(/^[0-3]$/),
          recipient: 'ana',
          reason: null,
        },
      ],
    });
  });

  test.each([
    ['an event', event({ data: REQUEST }), 'e1'],
    ['the detail of an event', { data: REQUEST }, 'm1'],
    ['the data alone', REQUEST, 'm1'],
  ])('takes %s', (_, content, eventId) => {
    expect(plan(content)).toMatchObject({ eventId, recipients: [{ recipient: 'ana', reason: null }] });
  });

  test('keeps the correlation id and the actor that came with the request', () => {
    const metadata = { correlationId: 'order-66', actor: 'shop' };
    expect(plan(event({ metadata, data: REQUEST }))).toMatchObject(metadata);
  });

  test('takes metadata that is none for left out', () => {
    expect(plan(event({ metadata: { correlationId: 7, actor: '' }, data: REQUEST }))).toMatchObject({
      correlationId: 'e1',
      actor: 'unknown',
    });
  });

  test.each([
    ['HIGH', 'high'],
    [' urgent', 'urgent'],
    [null, 'normal'],
  ])('takes the priority %j for %s', (priority, expected) => {
    expect(plan({ ...REQUEST, priority }).notification).toMatchObject({ priority: expected });
  });

  test('names each recipient once, wherever it stands', () => {
    expect(recipientsOf({ ...REQUEST, recipients: ['ben', ' ana ', 'ben', 'zoë 🐱'] })).toEqual(
      [' ana ', 'ben', 'zoë 🐱'].map((name) => name.trim()),
    );
  });

  test('sets a bad recipient apart, and keeps the others', () => {
    const { recipients } = plan({ ...REQUEST, recipients: ['', 42, 'ben', 'a\nb', 'x'.repeat(257)] });

    expect(recipients.map(({ recipient, reason }) => recipient ?? reason?.code)).toEqual([
      'ana',
      'InvalidRecipient',
      'InvalidRecipient',
      'ben',
      'InvalidRecipient',
      'InvalidRecipient',
    ]);
    expect(new Set(recipients.map(({ notificationId }) => notificationId)).size).toBe(6);
  });

  test('has room for 300 recipients', () => {
    const recipients = Array.from({ length: 300 }, (_, number) => `user-${number}`);
    expect(plan({ ...REQUEST, recipients }).recipients).toHaveLength(301);
  });

  test.each([
    ['no JSON', '{"title": ', 'MalformedMessage', /^the message is not JSON: /],
    ['nothing', '', 'MalformedMessage', /^the message is not JSON: /],
    ['a list', [], 'InvalidRequest', /^data: /],
    ['an event without data', event({}), 'InvalidRequest', /^data/],
    ['no title and no message', { recipient: 'ana' }, 'InvalidRequest', /^data\.title: .*\. data\.message: /],
    ['a title of blanks', { ...REQUEST, title: '  ' }, 'InvalidRequest', /^data\.title: there is none$/],
    ['a message that is a number', { ...REQUEST, message: 7 }, 'InvalidRequest', /^data\.message: /],
    ['a type that is no word', { ...REQUEST, type: 'a b' }, 'InvalidRequest', /^data\.type: must be/],
    ['an unknown priority', { ...REQUEST, priority: 'now' }, 'UnknownPriority', /^priority is "now"; we know low/],
    ['HTML and no text', { ...REQUEST, message: '<p>How <b>are</b> you?</p>' }, 'HtmlOnlyMessage', /plain text/],
    ['a long message', { ...REQUEST, message: 'é'.repeat(32_769) }, 'MessageTooLarge', /^65538 bytes; at most 65536/],
    ['nobody', { ...REQUEST, recipient: null }, 'NoRecipient', /must name a recipient/],
    ['an empty list', { ...REQUEST, recipient: undefined, recipients: [] }, 'NoRecipient', /must name a recipient/],
    [
      'too many',
      { ...REQUEST, recipients: Array.from({ length: 500 }, (_, number) => `${number}`) },
      'TooManyRecipients',
      /^501 recipients; at most 500/,
    ],
  ])('files a request with %s under its own id, with the reason', (_, content, code, message) => {
    const planned = plan(content);
    const body = typeof content === 'string' ? content : JSON.stringify(content);

    expect(planned).toMatchObject({ notification: null, request: body.slice(0, 1_000) });
    expect(planned.recipients).toEqual([
      {
        notificationId: planned.requestId,
        listShard: expect.any(String),
        recipient: null,
        reason: { code, message: expect.stringMatching(message) },
      },
    ]);
  });

  test.each(['I <3 you', '5 > 3', 'Look: <b>bold</b>', 'a < b and b > c'])('takes %s for text', (message) => {
    expect(plan({ ...REQUEST, message }).notification).toMatchObject({ message });
  });
});

describe('the ids of a plan', () => {
  const withKey = (key: string, id: string) =>
    plan(event({ metadata: { idempotencyKey: key }, data: REQUEST }, id), id);

  test('are the same for a repetition in another event and message', () => {
    const [once, again] = [withKey('k', '1'), withKey('k', '2')];
    expect([again.requestId, again.recipients]).toEqual([once.requestId, once.recipients]);
  });

  test('are others for another request', () => {
    expect(withKey('l', '1').requestId).not.toBe(withKey('k', '1').requestId);
    expect(plan(REQUEST, 'm2').requestId).not.toBe(plan(REQUEST, 'm1').requestId);
  });

  test('are others for each recipient', () => {
    const { requestId, recipients } = plan({ ...REQUEST, recipients: ['ben'] });
    expect(new Set([requestId, ...recipients.map(({ notificationId }) => notificationId)]).size).toBe(3);
  });
});
