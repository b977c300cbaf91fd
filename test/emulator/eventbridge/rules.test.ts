import type {
  DescribeRuleCommandOutput,
  ListRuleNamesByTargetCommandOutput,
  ListRulesCommandInput,
  ListRulesCommandOutput,
  ListTagsForResourceCommandOutput,
  ListTargetsByRuleCommandOutput,
  PutRuleCommandInput,
  Target,
} from '@aws-sdk/client-eventbridge';
import { cloud } from './support/cloud.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:inbox';
const PATTERN = '{"source": ["shop"]}';

function start() {
  const it = cloud();
  return {
    ...it,
    putRule: (input: Partial<PutRuleCommandInput>) =>
      it.call('PutRule', { Name: 'r', ...(input.ScheduleExpression ? {} : { EventPattern: PATTERN }), ...input }),
    putTargets: (...Targets: Partial<Target>[]) => it.call('PutTargets', { Rule: 'r', Targets }),
  };
}

describe('rules', () => {
  it('are described as they were put', async () => {
    const it = start();
    await it.call('CreateEventBus', { Name: 'b' });
    await it.putRule({ EventBusName: 'b', Description: 'd' });
    await expect(
      it.call<object, DescribeRuleCommandOutput>('DescribeRule', { Name: 'r', EventBusName: 'b' }),
    ).resolves.toEqual({
      Name: 'r',
      Arn: 'arn:aws:events:us-east-1:000000000000:rule/b/r',
      EventBusName: 'b',
      EventPattern: PATTERN,
      State: 'ENABLED',
      Description: 'd',
    });
    await it.close();
  });

  it('are listed in pages', async () => {
    const it = start();
    for (const Name of ['c', 'a', 'b', 'x']) await it.putRule({ Name });
    const page = (input: ListRulesCommandInput) =>
      it.call<ListRulesCommandInput, ListRulesCommandOutput>('ListRules', input);
    const first = await page({ Limit: 2 });
    const second = await page({ Limit: 2, NextToken: first.NextToken });
    expect([first, second].map(({ Rules }) => Rules?.map(({ Name }) => Name))).toEqual([
      ['a', 'b'],
      ['c', 'x'],
    ]);
    expect(second.NextToken).toBeUndefined();
    await it.close();
  });

  it('that are disabled match nothing until they are enabled', async () => {
    const it = start();
    await it.putRule({});
    const put = () => it.call('PutEvents', { Entries: [{ Source: 'shop', DetailType: 'd', Detail: '{}' }] });
    await it.call('DisableRule', { Name: 'r' });
    await put();
    await it.call('EnableRule', { Name: 'r' });
    await put();
    const matched = it.trace.recent().flatMap((record) => (record.kind === 'event' ? [record.matched] : []));
    expect(matched).toEqual([[], ['r']]);
    await it.close();
  });

  it('keep their targets and tags when they are put again', async () => {
    const it = start();
    await it.putRule({ Tags: [{ Key: 'k', Value: 'v' }] });
    await it.putTargets({ Id: 't', Arn: QUEUE });
    await it.putRule({ Description: 'new' });
    await expect(it.call<object, ListTargetsByRuleCommandOutput>('ListTargetsByRule', { Rule: 'r' })).resolves.toEqual({
      Targets: [{ Id: 't', Arn: QUEUE }],
    });
    const ResourceARN = 'arn:aws:events:us-east-1:000000000000:rule/r';
    await expect(
      it.call<object, ListTagsForResourceCommandOutput>('ListTagsForResource', { ResourceARN }),
    ).resolves.toEqual({
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    await it.close();
  });

  it('cannot be deleted while they have targets', async () => {
    const it = start();
    await it.putRule({});
    await it.putTargets({ Id: 't', Arn: QUEUE });
    await expect(it.call('DeleteRule', { Name: 'r' })).rejects.toThrow("Rule can't be deleted since it has targets.");
    await it.call('RemoveTargets', { Rule: 'r', Ids: ['t'] });
    await it.call('DeleteRule', { Name: 'r' });
    await expect(it.call('DescribeRule', { Name: 'r' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'Rule r does not exist on EventBus default.',
    });
    await it.close();
  });

  it('are found by their target', async () => {
    const it = start();
    await it.putRule({});
    await it.putTargets({ Id: 't', Arn: QUEUE });
    await expect(
      it.call<object, ListRuleNamesByTargetCommandOutput>('ListRuleNamesByTarget', { TargetArn: QUEUE }),
    ).resolves.toEqual({ RuleNames: ['r'] });
    await it.close();
  });

  it.each([
    [
      { EventPattern: undefined },
      'ValidationException',
      'Parameter(s) EventPattern or ScheduleExpression must be specified.',
    ],
    [
      { EventPattern: '{}' },
      'InvalidEventPatternException',
      /^Event pattern is not valid. Reason: Empty objects are not allowed\n at /,
    ],
    [{ ScheduleExpression: 'rate(1 minutes)' }, 'ValidationException', 'Parameter ScheduleExpression is not valid.'],
    [
      { Name: 'no space' },
      'ValidationException',
      /at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    ],
    [{ EventBusName: 'gone' }, 'ResourceNotFoundException', 'Event bus gone does not exist.'],
  ])('are refused: %j', async (input, code, message) => {
    const it = start();
    const text = message instanceof RegExp ? expect.stringMatching(message) : message;
    await expect(it.putRule(input)).rejects.toMatchObject({ code, message: text });
    await it.close();
  });
});

describe('explain', () => {
  it('says of each rule why an event does not match it', async () => {
    const it = start();
    await it.putRule({ Name: 'yes' });
    await it.putRule({ Name: 'no', EventPattern: '{"source": ["shop"], "detail": {"state": ["paid"]}}' });
    expect(it.events.explain('default', { source: 'shop', detail: { state: 'open' } })).toEqual([
      { rule: 'no', state: 'ENABLED', mismatch: { path: 'detail.state', expected: ['paid'], found: ['open'] } },
      { rule: 'yes', state: 'ENABLED' },
    ]);
    await it.close();
  });
});

describe('targets', () => {
  it.each([
    [{ Arn: 'nothing' }, 'Parameter nothing is not valid. Reason: Provided Arn is not in correct format.'],
    [
      { Arn: 'arn:aws:kinesis:us-east-1:000000000000:stream/s' },
      /^The emulator delivers to Step Functions state machine, .* but not to arn:aws:kinesis/,
    ],
    [
      { Arn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m' },
      'RoleArn is required for target arn:aws:states:us-east-1:000000000000:stateMachine:m.',
    ],
    [{ Arn: `${QUEUE}.fifo` }, 'Parameter(s) SqsParameters must be specified for target: t.'],
    [{ Input: '{' }, 'Input for target t is not a valid JSON text.'],
    [
      { Input: '1', InputPath: '$' },
      'Only one of Input, InputPath, or InputTransformer must be provided for target t.',
    ],
    [{ InputTransformer: { InputTemplate: '"<x>"' } }, 'InputTemplate for target t contains invalid placeholder x.'],
    [{ RetryPolicy: { MaximumRetryAttempts: 186 } }, /at 'targets.1.member.retryPolicy.maximumRetryAttempts'/],
    [{ EcsParameters: { TaskDefinitionArn: 'x' } }, 'EcsParameters of target t is not supported by the emulator.'],
  ])('are refused: %j', async (target, message) => {
    const it = start();
    await it.putRule({});
    const text = message instanceof RegExp ? expect.stringMatching(message) : message;
    await expect(it.putTargets({ Id: 't', Arn: QUEUE, ...target })).rejects.toMatchObject({ message: text });
    await it.close();
  });

  it('are five at most', async () => {
    const it = start();
    await it.putRule({});
    const six = Array.from({ length: 6 }, (_, index) => ({ Id: `t${index}`, Arn: QUEUE }));
    await expect(it.putTargets(...six)).rejects.toMatchObject({ code: 'LimitExceededException' });
    await it.close();
  });
});

describe('a rule with a schedule', () => {
  it('sends an event to its targets each time it is due', async () => {
    const it = start();
    await it.putRule({ ScheduleExpression: 'rate(1 minute)' });
    await it.putTargets({ Id: 't', Arn: QUEUE });
    it.clock.advance(30_000);
    await it.deliver(2, 90_000);
    const events = it.received.map(({ input }) => JSON.parse(String(input.MessageBody)));
    expect(events).toMatchObject([
      {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        time: '2026-01-01T00:01:00Z',
        resources: ['arn:aws:events:us-east-1:000000000000:rule/r'],
        detail: {},
      },
      { time: '2026-01-01T00:02:00Z' },
    ]);
    await it.close();
  });
});
