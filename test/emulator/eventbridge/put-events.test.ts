import type {
  CreateEventBusCommandInput,
  PutEventsCommandInput,
  PutEventsCommandOutput,
  PutRuleCommandInput,
  PutTargetsCommandInput,
} from '@aws-sdk/client-eventbridge';
import { cloud } from './support/cloud.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';

function start() {
  const it = cloud();
  return {
    ...it,
    put: (...Entries: NonNullable<PutEventsCommandInput['Entries']>) =>
      it.call<PutEventsCommandInput, PutEventsCommandOutput>('PutEvents', { Entries }),
    async rule(Name: string, EventPattern: object, target: object = {}) {
      await it.call<PutRuleCommandInput>('PutRule', { Name, EventPattern: JSON.stringify(EventPattern) });
      await it.call<PutTargetsCommandInput>('PutTargets', {
        Rule: Name,
        Targets: [{ Id: 't', Arn: QUEUE, ...target }],
      });
    },
  };
}

const order = { Source: 'shop', DetailType: 'Order Placed', Detail: '{"id": 7, "total": 10.50}' };

describe('PutEvents', () => {
  it('delivers the event whole, with the detail as it was written', async () => {
    const it = start();
    await it.rule('all', { source: ['shop'] });
    const { Entries } = await it.put({ ...order, Time: new Date('2026-02-03T04:05:06.789Z'), Resources: ['r1'] });
    await it.deliver();
    expect(it.received).toMatchObject([
      {
        service: 'sqs',
        input: { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/inbox' },
        call: {
          principal: {
            kind: 'service',
            service: 'events.amazonaws.com',
            sourceArn: 'arn:aws:events:us-east-1:000000000000:rule/all',
          },
        },
      },
    ]);
    expect(it.received[0]?.input.MessageBody).toBe(
      `{"version":"0","id":"${Entries?.[0]?.EventId}","detail-type":"Order Placed","source":"shop","account":"000000000000",` +
        '"time":"2026-02-03T04:05:06Z","region":"us-east-1","resources":["r1"],"detail":{"id":7,"total":10.50}}',
    );
    await it.close();
  });

  it('answers for each entry by itself', async () => {
    const it = start();
    const answer = await it.put(
      order,
      { ...order, Source: 'aws.s3' },
      { ...order, Detail: 'no json' },
      { ...order, Detail: '[1]' },
      { Source: 'shop', DetailType: 'x' },
      { ...order, DetailType: 'x'.repeat(129) },
    );
    expect(answer.FailedEntryCount).toBe(5);
    expect(answer.Entries).toEqual([
      { EventId: expect.any(String) },
      { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' },
      {
        ErrorCode: 'InvalidArgument',
        ErrorMessage: 'Parameter Detail is not valid. Reason: Detail is a required argument.',
      },
      { ErrorCode: 'InvalidArgument', ErrorMessage: expect.stringContaining('at most 128 characters') },
    ]);
    await it.close();
  });

  it('refuses more than ten entries', async () => {
    const it = start();
    await expect(it.put(...Array.from({ length: 11 }, () => order))).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("at 'entries' failed to satisfy constraint: Member must have length less than"),
    });
    await it.close();
  });

  it('refuses entries of a megabyte together', async () => {
    const it = start();
    const half = { ...order, Detail: JSON.stringify({ text: 'x'.repeat(512 * 1024) }) };
    await expect(it.put(half, half)).rejects.toMatchObject({
      code: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    });
    await it.close();
  });

  it('hands the trace header on', async () => {
    const it = start();
    await it.rule('all', { source: ['shop'] });
    await it.put({ ...order, TraceHeader: 'Root=1-2-3' });
    await it.deliver();
    expect(it.received[0]?.call.traceHeader).toBe('Root=1-2-3');
    await it.close();
  });

  it('says in the trace which rules matched', async () => {
    const it = start();
    await it.rule('yes', { source: ['shop'] });
    await it.rule('no', { source: ['other'] });
    await it.put(order);
    expect(it.trace.recent()).toContainEqual(
      expect.objectContaining({ kind: 'event', bus: 'default', source: 'shop', matched: ['yes'] }),
    );
    await it.close();
  });

  it('takes an event for a bus that is not there, as AWS does, and traces that nobody got it', async () => {
    const it = start();
    const { FailedEntryCount } = await it.put({ ...order, EventBusName: 'gone' });
    expect(FailedEntryCount).toBe(0);
    expect(it.trace.recent()).toContainEqual(
      expect.objectContaining({ kind: 'delivery', to: 'gone', outcome: 'dropped' }),
    );
    await it.close();
  });
});

describe('an event on another bus', () => {
  it('keeps its id, source and time when a rule forwards it', async () => {
    const it = start();
    await it.call<CreateEventBusCommandInput>('CreateEventBus', { Name: 'second' });
    const target = {
      Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/second',
      RoleArn: 'arn:aws:iam::000000000000:role/r',
    };
    await it.rule('forward', { source: ['aws.s3'] }, target);
    await it.call<PutRuleCommandInput>('PutRule', {
      Name: 'on',
      EventBusName: 'second',
      EventPattern: '{"source": ["aws.s3"]}',
    });
    await it.call<PutTargetsCommandInput>('PutTargets', {
      Rule: 'on',
      EventBusName: 'second',
      Targets: [{ Id: 't', Arn: QUEUE }],
    });
    it.events.serviceEvents.publish({
      source: 'aws.s3',
      detailType: 'Object Created',
      resources: [],
      detail: { key: 'k' },
    });
    await it.deliver(2);
    const events = it.trace.recent().filter(({ kind }) => kind === 'event');
    expect(events).toMatchObject([{ bus: 'default' }, { bus: 'second', source: 'aws.s3' }]);
    expect(new Set(events.map((record) => (record.kind === 'event' ? record.eventId : ''))).size).toBe(1);
    await it.close();
  });
});
