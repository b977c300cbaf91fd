import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import { CreatePipeCommand, type CreatePipeCommandInput, StopPipeCommand } from '@aws-sdk/client-pipes';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { SetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { ARN, type Plumbing, ROLE, startPlumbing } from './support/plumbing.ts';

const SOURCE = ARN('sqs', 'source');

describe('the targets of a pipe', () => {
  let plumbing: Plumbing;
  let source: string;
  beforeEach(async () => {
    plumbing = await startPlumbing();
    source = await plumbing.queue('source');
  });
  afterEach(() => plumbing.close());
  const create = async (Target: string, input: Partial<CreatePipeCommandInput> = {}) => {
    await plumbing.pipes.send(new CreatePipeCommand({ Name: 'p', Source: SOURCE, Target, RoleArn: ROLE, ...input }));
    const [delivery] = await plumbing.delivered();
    return delivery;
  };
  const send = (body: unknown) => plumbing.send(source, JSON.stringify(body));
  const open = async (name: string) => {
    const QueueUrl = await plumbing.queue(name);
    const Statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: ARN('sqs', name) };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement });
    await plumbing.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    return QueueUrl;
  };

  it('can be a FIFO queue, with group and deduplication id from the event', async () => {
    const target = await plumbing.queue('target.fifo');
    await send({ user: 'ana', id: '7' });
    await create(ARN('sqs', 'target.fifo'), {
      TargetParameters: {
        InputTemplate: '{"id": <$.body.id>}',
        SqsQueueParameters: { MessageGroupId: '$.body.user', MessageDeduplicationId: '$.body.id' },
      },
    });
    expect(await plumbing.receive(target)).toMatchObject([
      { Body: '{"id": "7"}', Attributes: { MessageGroupId: 'ana', MessageDeduplicationId: '7' } },
    ]);
  });

  it('keep only the messages that a queue refused', async () => {
    const target = await plumbing.queue('target.fifo');
    await send({ id: 'a', group: 'g' });
    await send({ id: 'b' });
    const delivery = await create(ARN('sqs', 'target.fifo'), {
      TargetParameters: { SqsQueueParameters: { MessageGroupId: '$.body.group', MessageDeduplicationId: '$.body.id' } },
    });
    expect(delivery).toMatchObject({ outcome: 'retrying', reason: '1 items failed' });
    await plumbing.pipes.send(new StopPipeCommand({ Name: 'p' }));
    plumbing.clock.advance(30_000);
    expect((await plumbing.receive(source)).map(({ Body }) => Body)).toEqual(['{"id":"b"}']);
    expect(await plumbing.receive(target)).toHaveLength(1);
  });

  it('can be a topic', async () => {
    const inbox = await open('inbox');
    const sns = new SNSClient(plumbing.client);
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 't' }));
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: ARN('sqs', 'inbox'),
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    sns.destroy();
    await send({ n: 1 });
    const arrived = plumbing.called('SendMessage');
    await create(TopicArn, { TargetParameters: { InputTemplate: '<$.body>' } });
    plumbing.clock.advance(0);
    await arrived;
    expect(await plumbing.receive(inbox)).toMatchObject([{ Body: '{"n":1}' }]);
  });

  it('can be an event bus', async () => {
    const inbox = await open('inbox');
    const events = new EventBridgeClient(plumbing.client);
    await events.send(new CreateEventBusCommand({ Name: 'shop' }));
    await events.send(
      new PutRuleCommand({ Name: 'all', EventBusName: 'shop', EventPattern: '{"source": ["shop", "Pipe q"]}' }),
    );
    const Targets = [{ Id: 'q', Arn: ARN('sqs', 'inbox') }];
    await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: 'shop', Targets }));
    events.destroy();
    await send({ kind: 'Order Placed', id: 'x', at: '2026-01-01T00:00:00Z' });
    const arrived = plumbing.called('SendMessage');
    await create(ARN('events', 'event-bus/shop'), {
      TargetParameters: {
        InputTemplate: '<$.body>',
        EventBridgeEventBusParameters: {
          Source: 'shop',
          DetailType: '$.body.kind',
          Resources: ['$.body.id'],
          Time: '$.body.at',
        },
      },
    });
    plumbing.clock.advance(0);
    await arrived;
    const [message] = await plumbing.receive(inbox);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      source: 'shop',
      'detail-type': 'Order Placed',
      resources: ['x'],
      time: '2026-01-01T00:00:00Z',
      detail: { kind: 'Order Placed' },
    });
  });

  it('can be a log group', async () => {
    const logs = new CloudWatchLogsClient(plumbing.client);
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/orders' }));
    const at = Date.UTC(2025, 11, 31, 23);
    await send({ user: 'ana', at });
    await create(ARN('logs', 'log-group:/orders'), {
      TargetParameters: {
        InputTemplate: '<$.body.user>',
        CloudWatchLogsParameters: { LogStreamName: '$.body.user', Timestamp: '$.body.at' },
      },
    });
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/orders' }));
    expect(events).toMatchObject([{ logStreamName: 'ana', timestamp: at, message: '"ana"' }]);
    logs.destroy();
  });

  it.each([
    ['ERROR', ['EnrichmentInvocationFailed', 'EnrichmentStageFailed', 'ExecutionFailed']],
    [
      'INFO',
      [
        'ExecutionStarted',
        'EnrichmentStageEntered',
        'EnrichmentInvocationFailed',
        'EnrichmentStageFailed',
        'ExecutionFailed',
        'ExecutionStarted',
        'EnrichmentStageEntered',
        'EnrichmentStageSucceeded',
        'TargetStageEntered',
        'TargetStageSucceeded',
        'ExecutionSucceeded',
      ],
    ],
  ] as const)('are logged step by step, at the level %s', async (Level, steps) => {
    const logs = new CloudWatchLogsClient(plumbing.client);
    await logs.send(new CreateLogGroupCommand({ logGroupName: '/pipes' }));
    const enrichment = ARN('lambda', 'function:e');
    let round = 0;
    plumbing.answers.set(enrichment, () => {
      round += 1;
      return round === 1 ? { error: true } : { payload: [{ n: 1 }] };
    });
    await send({ n: 1 });
    await create(ARN('lambda', 'function:f'), {
      Enrichment: enrichment,
      LogConfiguration: {
        Level,
        IncludeExecutionData: ['ALL'],
        CloudwatchLogsLogDestination: { LogGroupArn: ARN('logs', 'log-group:/pipes:*') },
      },
    });
    await plumbing.delivered(1, 30_000);
    let messages: { messageType: string; resourceArn: string; payload?: string; error?: object }[] = [];
    while (messages.length < steps.length) {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: '/pipes' }));
      messages = events.map(({ message = '' }) => JSON.parse(message));
    }
    expect(messages.map(({ messageType }) => messageType)).toEqual(steps);
    expect(messages.find(({ messageType }) => messageType === 'ExecutionFailed')).toMatchObject({
      resourceArn: ARN('pipes', 'pipe/p'),
      logLevel: 'ERROR',
      executionId: expect.any(String),
      payload: expect.stringContaining('"body":"{\\"n\\":1}"'),
      truncatedFields: [],
      error: { message: expect.stringContaining(`${enrichment} failed`) },
    });
    logs.destroy();
  });
});
