import {
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  ListPipesCommand,
  ListTagsForResourceCommand,
  StartPipeCommand,
  StopPipeCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePipeCommand,
} from '@aws-sdk/client-pipes';
import type { ManualClock } from '../../../emulator/runtime/clock.ts';
import { ARN, type Plumbing, ROLE, startPlumbing } from './support/plumbing.ts';

const FUNCTION = ARN('lambda', 'function:f');
const MACHINE = ARN('states', 'stateMachine:m');
const SOURCE = ARN('sqs', 'source');

describe('pipes', () => {
  let plumbing: Plumbing;
  let clock: ManualClock;
  beforeEach(async () => {
    plumbing = await startPlumbing();
    clock = plumbing.clock;
    await plumbing.queue('source');
  });
  afterEach(() => plumbing.close());
  const create = (input: Partial<CreatePipeCommandInput> = {}) =>
    plumbing.pipes.send(
      new CreatePipeCommand({ Name: 'p', Source: SOURCE, Target: FUNCTION, RoleArn: ROLE, ...input }),
    );
  const describePipe = (Name = 'p') => plumbing.pipes.send(new DescribePipeCommand({ Name }));
  /** The state that a pipe comes to, as soon as time goes on. */
  const settled = async (Name = 'p') => {
    clock.advance(0);
    for (;;) {
      const { CurrentState = '' } = await describePipe(Name);
      if (CurrentState === 'RUNNING' || !CurrentState.endsWith('ING')) return CurrentState;
    }
  };

  it('answer at once and then come to their desired state', async () => {
    const created = await create({ Description: 'd', Tags: { k: 'v' } });
    expect(created).toMatchObject({ Arn: ARN('pipes', 'pipe/p'), CurrentState: 'CREATING', DesiredState: 'RUNNING' });
    expect(await settled()).toBe('RUNNING');
    expect(await describePipe()).toMatchObject({
      Name: 'p',
      Description: 'd',
      Source: SOURCE,
      Target: FUNCTION,
      RoleArn: ROLE,
      Tags: { k: 'v' },
      DesiredState: 'RUNNING',
      CreationTime: new Date('2026-01-01T00:00:00Z'),
    });
    await expect(create()).rejects.toMatchObject({
      name: 'ConflictException',
      message: 'Pipe p already exists.',
      resourceId: 'p',
      $metadata: { httpStatusCode: 409 },
    });

    expect(await plumbing.pipes.send(new StopPipeCommand({ Name: 'p' }))).toMatchObject({ CurrentState: 'STOPPING' });
    await expect(plumbing.pipes.send(new StartPipeCommand({ Name: 'p' }))).rejects.toMatchObject({
      name: 'ConflictException',
    });
    expect(await settled()).toBe('STOPPED');
    await plumbing.pipes.send(new StartPipeCommand({ Name: 'p' }));
    expect(await settled()).toBe('RUNNING');

    const { DesiredState } = await plumbing.pipes.send(new DeletePipeCommand({ Name: 'p' }));
    expect(DesiredState).toBe('DELETED');
    await expect(settled()).rejects.toMatchObject({ name: 'NotFoundException', message: 'Pipe p does not exist.' });
  });

  it('fail to start when their role does not trust them, and say so', async () => {
    await create({ RoleArn: 'arn:aws:iam::000000000000:role/other' });
    expect(await settled()).toBe('CREATE_FAILED');
    expect(await describePipe()).toMatchObject({ StateReason: expect.stringContaining('role/other') });
    await plumbing.pipes.send(new UpdatePipeCommand({ Name: 'p', RoleArn: ROLE }));
    expect(await settled()).toBe('RUNNING');
    expect((await describePipe()).StateReason).toBeUndefined();
  });

  it('keep on an update what is not given, and replace the parameters of one service as a whole', async () => {
    await create({
      DesiredState: 'STOPPED',
      SourceParameters: {
        FilterCriteria: { Filters: [{ Pattern: '{"body": {"a": [1]}}' }] },
        SqsQueueParameters: { BatchSize: 5, MaximumBatchingWindowInSeconds: 3 },
      },
      TargetParameters: { InputTemplate: '<$.body>' },
    });
    expect(await settled()).toBe('STOPPED');
    await plumbing.pipes.send(
      new UpdatePipeCommand({
        Name: 'p',
        RoleArn: ROLE,
        Target: MACHINE,
        SourceParameters: { SqsQueueParameters: { BatchSize: 2 } },
        TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' } },
      }),
    );
    expect(await settled()).toBe('STOPPED');
    const { SourceParameters, TargetParameters, Target } = await describePipe();
    expect(Target).toBe(MACHINE);
    expect(SourceParameters).toEqual({
      FilterCriteria: { Filters: [{ Pattern: '{"body": {"a": [1]}}' }] },
      SqsQueueParameters: { BatchSize: 2 },
    });
    expect(TargetParameters).toEqual({
      InputTemplate: '<$.body>',
      StepFunctionStateMachineParameters: { InvocationType: 'FIRE_AND_FORGET' },
    });
  });

  it('are listed by prefix and state, in pages', async () => {
    for (const Name of ['a-1', 'a-2', 'b-1']) await create({ Name, DesiredState: 'STOPPED' });
    clock.advance(0);
    await settled('b-1');
    const list = async (input: object) => plumbing.pipes.send(new ListPipesCommand(input));
    const first = await list({ NamePrefix: 'a', Limit: 1, DesiredState: 'STOPPED' });
    expect(first.Pipes?.map(({ Name }) => Name)).toEqual(['a-1']);
    const second = await list({ NamePrefix: 'a', Limit: 1, NextToken: first.NextToken });
    expect(second.Pipes?.map(({ Name }) => Name)).toEqual(['a-2']);
    expect(second.NextToken).toBeUndefined();
    expect((await list({ CurrentState: 'RUNNING' })).Pipes).toEqual([]);
  });

  it('carry tags', async () => {
    await create({ Tags: { a: '1' } });
    await settled();
    const resourceArn = ARN('pipes', 'pipe/p');
    await plumbing.pipes.send(new TagResourceCommand({ resourceArn, tags: { b: '2' } }));
    await plumbing.pipes.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));
    expect((await plumbing.pipes.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ b: '2' });
  });

  it.each<[Partial<CreatePipeCommandInput>, string]>([
    [{ Name: 'a b' }, "at 'name' failed to satisfy constraint"],
    [{ Source: ARN('kinesis', 'stream/s') }, 'Source arn:aws:kinesis:us-east-1:000000000000:stream/s is not supported'],
    [{ Target: ARN('kinesis', 'stream/s') }, 'Target arn:aws:kinesis:us-east-1:000000000000:stream/s is not supported'],
    [{ Enrichment: ARN('events', 'api-destination/x') }, 'which has: Lambda function, Step Functions state machine.'],
    [
      { SourceParameters: { KinesisStreamParameters: { StartingPosition: 'LATEST' } } },
      'The emulator does not support SourceParameters.KinesisStreamParameters of pipes.',
    ],
    [
      { SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"a": "b"}' }] } } },
      'Filter pattern is not valid. Reason: "a" must be an object or an array',
    ],
    [{ SourceParameters: { SqsQueueParameters: { BatchSize: 0 } } }, 'SourceParameters.SqsQueueParameters.BatchSize: '],
    [
      { Target: ARN('sqs', 'q'), SourceParameters: { SqsQueueParameters: { BatchSize: 11 } } },
      'The batch size 11 of the source is more than a SQS queue takes: up to 10.',
    ],
    [{ Target: ARN('sqs', 'q.fifo') }, 'needs TargetParameters.SqsQueueParameters.MessageGroupId'],
    [
      { TargetParameters: { SqsQueueParameters: { MessageGroupId: 'g' } } },
      'TargetParameters.SqsQueueParameters does not go with the target',
    ],
    [{ TargetParameters: { InputTemplate: '<aws.pipes.colour>' } }, '<aws.pipes.colour> is neither a path'],
    [{ LogConfiguration: { Level: 'INFO' } }, 'CloudwatchLogsLogDestination is required'],
  ])('are refused when something is wrong or not supported (%#)', async (input, message) => {
    await expect(create(input)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });
});
