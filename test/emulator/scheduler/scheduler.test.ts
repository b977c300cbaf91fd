import type {
  CreateScheduleCommandInput,
  GetScheduleCommandOutput,
  ListSchedulesCommandOutput,
} from '@aws-sdk/client-scheduler';
import { AwsError } from '../../../emulator/door/errors.ts';
import { accountPrincipal } from '../../../emulator/door/principal.ts';
import { openStore, type Store } from '../../../emulator/runtime/store.ts';
import { createScheduler } from '../../../emulator/services/scheduler/service.ts';
import { cloud } from '../eventbridge/support/cloud.ts';

const FUNCTION = 'arn:aws:lambda:us-east-1:000000000000:function:f';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const ROLE = 'arn:aws:iam::000000000000:role/scheduler';
const ARN = 'arn:aws:scheduler:us-east-1:000000000000:schedule/default/s';
const HOUR_MILLISECONDS = 3_600_000;

function start({ store = openStore() }: { store?: Store } = {}) {
  const it = cloud({ store });
  const scheduler = createScheduler(it);
  it.door.add(scheduler);
  void scheduler.start?.();
  const call = <O = object>(operation: string, input: object) =>
    it.door.call<object, O>({ service: 'scheduler', operation, principal: accountPrincipal(it.account) }, input);
  return {
    ...it,
    scheduler,
    call,
    create: ({ Target, ...input }: Partial<Omit<CreateScheduleCommandInput, 'Target'>> & { Target?: object } = {}) =>
      call('CreateSchedule', {
        Name: 's',
        ScheduleExpression: 'at(2026-01-01T01:00:00)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { Arn: FUNCTION, RoleArn: ROLE, ...Target },
        ...input,
      }),
    async close() {
      await scheduler.stop?.();
      await it.close();
    },
  };
}

describe('a schedule', () => {
  it('calls its target once, as its role, with the event that Scheduler makes', async () => {
    const it = start();
    await it.create();
    await it.deliver(1, HOUR_MILLISECONDS);
    it.clock.advance(HOUR_MILLISECONDS);
    expect(it.received).toMatchObject([
      {
        service: 'lambda',
        input: { FunctionName: FUNCTION, InvocationType: 'Event' },
        call: { principal: { kind: 'role', roleName: 'scheduler' } },
      },
    ]);
    expect(JSON.parse(String(it.received[0]?.input.Payload))).toMatchObject({
      source: 'aws.scheduler',
      'detail-type': 'Scheduled Event',
      time: '2026-01-01T01:00:00Z',
      resources: [ARN],
    });
    await it.close();
  });

  it('fills its placeholders into the input', async () => {
    const it = start();
    const Input =
      '{"arn": "<aws.scheduler.schedule-arn>", "at": "<aws.scheduler.scheduled-time>", "try": <aws.scheduler.attempt-number>}';
    await it.create({ Target: { Input } });
    await it.deliver(1, HOUR_MILLISECONDS);
    expect(JSON.parse(String(it.received[0]?.input.Payload))).toEqual({ arn: ARN, at: '2026-01-01T01:00:00Z', try: 1 });
    await it.close();
  });

  it('that recurs is due again and again', async () => {
    const it = start();
    await it.create({ ScheduleExpression: 'rate(1 hour)' });
    await it.deliver(3, 2 * HOUR_MILLISECONDS);
    expect(it.received).toHaveLength(3);
    await it.close();
  });

  it('puts an event on a bus with the source and detail type of its target', async () => {
    const it = start();
    const Arn = 'arn:aws:events:us-east-1:000000000000:event-bus/default';
    await it.create({
      Target: { Arn, EventBridgeParameters: { Source: 'clock', DetailType: 'Tick' }, Input: '{"n": 1}' },
    });
    await it.deliver(1, HOUR_MILLISECONDS);
    expect(it.trace.recent()).toContainEqual(
      expect.objectContaining({ kind: 'event', source: 'clock', detailType: 'Tick' }),
    );
    await it.close();
  });

  it('calls any operation that changes something', async () => {
    const it = start();
    const Input = JSON.stringify({ TopicArn: 't', Message: 'm' });
    await it.create({ Target: { Arn: 'arn:aws:scheduler:::aws-sdk:sns:publish', Input } });
    await it.deliver(1, HOUR_MILLISECONDS);
    expect(it.received).toMatchObject([
      { service: 'sns', operation: 'Publish', input: { TopicArn: 't', Message: 'm' } },
    ]);
    await it.close();
  });

  it('is called somewhere within its flexible window', async () => {
    const it = start();
    await it.create({ FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 60 } });
    it.clock.advance(HOUR_MILLISECONDS);
    expect(it.received).toHaveLength(0);
    await it.deliver(1, HOUR_MILLISECONDS);
    expect(it.received).toHaveLength(1);
    await it.close();
  });

  it('goes away after its last time when it says so', async () => {
    const it = start();
    await it.create({ ActionAfterCompletion: 'DELETE' });
    await it.deliver(1, HOUR_MILLISECONDS);
    await expect(it.call('GetSchedule', { Name: 's' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Schedule s does not exist.',
    });
    await it.close();
  });

  it('that is disabled is not due', async () => {
    const it = start();
    await it.create({ State: 'DISABLED' });
    it.clock.advance(2 * HOUR_MILLISECONDS);
    expect(it.received).toHaveLength(0);
    await it.close();
  });

  it('whose single time fell into a pause of the emulator is made up for', async () => {
    const store = openStore();
    const before = start({ store });
    await before.create();
    await before.scheduler.stop?.();
    await before.journal.stop();
    const after = start({ store });
    after.clock.advance(0);
    await after.deliver(1, 2 * HOUR_MILLISECONDS);
    expect(after.received).toHaveLength(1);
    await after.close();
  });
});

describe('an invocation that fails', () => {
  it('is tried again, then dead-lettered as the role, saying why', async () => {
    const it = start();
    const busy = () => new AwsError('ServiceException', 'Busy.', { status: 500 });
    it.failures.push(busy(), busy());
    await it.create({
      Target: { RetryPolicy: { MaximumRetryAttempts: 1 }, DeadLetterConfig: { Arn: QUEUE }, Input: '{}' },
    });
    await it.deliver(1, HOUR_MILLISECONDS);
    await it.deliver(1, HOUR_MILLISECONDS);
    const text = (StringValue: string) => ({ DataType: 'String', StringValue });
    expect(it.received).toMatchObject([
      {
        service: 'sqs',
        call: { principal: { kind: 'role', roleName: 'scheduler' } },
        input: {
          MessageBody: '{}',
          MessageAttributes: {
            SCHEDULE_ARN: text(ARN),
            TARGET_ARN: text(FUNCTION),
            ERROR_CODE: text('ERROR_FROM_TARGET'),
            ERROR_MESSAGE: text('Busy.'),
            EXHAUSTED_RETRY_CONDITION: text('MaximumRetryAttempts'),
            RETRY_ATTEMPTS: text('1'),
            SCHEDULED_TIME: text('2026-01-01T01:00:00Z'),
          },
        },
      },
    ]);
    await it.close();
  });
});

describe('the API', () => {
  it('describes, updates and lists schedules in their groups', async () => {
    const it = start();
    await it.call('CreateScheduleGroup', { Name: 'g' });
    for (const Name of ['b', 'a']) await it.create({ Name, GroupName: 'g' });
    await it.create();
    const listed = (await it.call<ListSchedulesCommandOutput>('ListSchedules', { GroupName: 'g' })).Schedules;
    expect(listed?.map(({ Name }) => Name)).toEqual(['a', 'b']);
    await it.call('UpdateSchedule', {
      Name: 's',
      ScheduleExpression: 'rate(2 hours)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
      Target: { Arn: QUEUE, RoleArn: ROLE },
    });
    await expect(it.call<GetScheduleCommandOutput>('GetSchedule', { Name: 's' })).resolves.toMatchObject({
      Arn: ARN,
      ScheduleExpression: 'rate(2 hours)',
      FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
      Target: { Arn: QUEUE },
    });
    await it.call('DeleteScheduleGroup', { Name: 'g' });
    await expect(it.call('GetSchedule', { Name: 'a', GroupName: 'g' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
    await it.close();
  });

  it.each([
    [{ ScheduleExpression: 'at(soon)' }, 'Invalid Schedule Expression at(soon).'],
    [
      { StartDate: new Date(Date.UTC(2025, 11, 31, 23, 54)) },
      'The StartDate you specify cannot be earlier than 5 minutes ago.',
    ],
    [
      { StartDate: new Date(Date.UTC(2026, 1, 2)), EndDate: new Date(Date.UTC(2026, 1, 1)) },
      /must be earlier than the EndDate/,
    ],
    [{ ScheduleExpressionTimezone: 'Mars/Olympus' }, 'Invalid time zone Mars/Olympus.'],
    [{ Target: { Arn: 'arn:aws:ecs:us-east-1:000000000000:cluster/c' } }, /has no target of the kind/],
    [{ Target: { Arn: 'arn:aws:scheduler:::aws-sdk:s3:getObject' } }, /only reads/],
    [
      { Target: { Arn: 'arn:aws:scheduler:::aws-sdk:ec2:startInstances' } },
      'The emulator has no operation startInstances of ec2.',
    ],
    [{ GroupName: 'gone' }, 'Schedule Group gone does not exist.'],
  ])('refuses %j', async (input, message) => {
    const it = start();
    const text = message instanceof RegExp ? expect.stringMatching(message) : message;
    await expect(it.create(input)).rejects.toMatchObject({ message: text });
    await it.close();
  });
});
