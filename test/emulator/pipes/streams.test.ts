import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  UpdatePipeCommand,
} from '@aws-sdk/client-pipes';
import { ARN, type Plumbing, ROLE, startPlumbing } from './support/plumbing.ts';

const FUNCTION = ARN('lambda', 'function:f');

interface Change {
  readonly eventID: string;
  readonly eventName: string;
  readonly dynamodb: { readonly NewImage: { readonly id: { readonly S: string } } };
}

describe('a pipe from a table', () => {
  let plumbing: Plumbing;
  let dynamoDb: DynamoDBClient;
  let stream: string;
  beforeEach(async () => {
    plumbing = await startPlumbing();
    dynamoDb = new DynamoDBClient(plumbing.client);
    const { TableDescription } = await dynamoDb.send(
      new CreateTableCommand({
        TableName: 'orders',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
      }),
    );
    stream = TableDescription?.LatestStreamArn ?? '';
  });
  afterEach(async () => {
    dynamoDb.destroy();
    await plumbing.close();
  });
  const put = (id: string, kind = 'a') =>
    dynamoDb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: id }, kind: { S: kind } } }));
  const create = async (parameters: object, input: Partial<CreatePipeCommandInput> = {}) => {
    const { SourceParameters, ...rest } = input;
    await plumbing.pipes.send(
      new CreatePipeCommand({
        Name: 'p',
        Source: stream,
        Target: FUNCTION,
        RoleArn: ROLE,
        SourceParameters: {
          DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 10, ...parameters },
          ...SourceParameters,
        },
        ...rest,
      }),
    );
  };
  const batches = () =>
    plumbing.invocations.map(({ input }) => (input as Change[]).map(({ dynamodb }) => dynamodb.NewImage.id.S));

  it('hands over its changes in order, filtered', async () => {
    await put('1');
    await put('2', 'b');
    await put('3');
    const Filters = [{ Pattern: '{"dynamodb": {"NewImage": {"kind": {"S": ["a"]}}}}' }];
    await create({}, { SourceParameters: { FilterCriteria: { Filters } } });
    await plumbing.delivered();
    expect(batches()).toEqual([['1', '3']]);
    expect(plumbing.invocations[0]?.input).toMatchObject([
      { eventName: 'INSERT', eventSource: 'aws:dynamodb', eventSourceARN: stream },
      {},
    ]);
  });

  it('tries again from the first item that failed', async () => {
    let round = 0;
    plumbing.answers.set(FUNCTION, (input) => {
      round += 1;
      const second = (input as Change[])[1];
      return { payload: { batchItemFailures: round === 1 ? [{ itemIdentifier: second?.eventID }] : [] } };
    });
    for (const id of ['1', '2', '3']) await put(id);
    await create({});
    await plumbing.delivered(2);
    expect(batches()).toEqual([
      ['1', '2', '3'],
      ['2', '3'],
    ]);
  });

  it('tells the dead-letter queue which records it gave up', async () => {
    const dead = await plumbing.queue('dead');
    plumbing.answers.set(FUNCTION, () => ({ error: true }));
    await put('1');
    const told = plumbing.called('SendMessage');
    await create({ MaximumRetryAttempts: 0, DeadLetterConfig: { Arn: ARN('sqs', 'dead') } });
    await plumbing.delivered();
    await told;
    const [message] = await plumbing.receive(dead);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      context: { partnerResourceArn: ARN('pipes', 'pipe/p'), condition: 'RetryAttemptsExhausted' },
      version: '1.0',
      DDBStreamBatchInfo: { shardId: expect.any(String), batchSize: 1, streamArn: stream },
    });
  });

  it('keeps where it began when its parameters change', async () => {
    await create({ MaximumRetryAttempts: 5 }, { DesiredState: 'STOPPED' });
    const described = async () => {
      plumbing.clock.advance(0);
      for (;;) {
        const pipe = await plumbing.pipes.send(new DescribePipeCommand({ Name: 'p' }));
        if (pipe.CurrentState === 'STOPPED') return pipe;
      }
    };
    await described();
    await plumbing.pipes.send(
      new UpdatePipeCommand({
        Name: 'p',
        RoleArn: ROLE,
        SourceParameters: { DynamoDBStreamParameters: { BatchSize: 2 } },
      }),
    );
    expect((await described()).SourceParameters).toEqual({
      DynamoDBStreamParameters: { StartingPosition: 'TRIM_HORIZON', BatchSize: 2 },
    });
    await plumbing.pipes.send(new DeletePipeCommand({ Name: 'p' }));
  });

  it('does not start without a stream, and says so', async () => {
    await expect(create({}, { SourceParameters: { DynamoDBStreamParameters: undefined } })).rejects.toThrow(
      'SourceParameters.DynamoDBStreamParameters is required: the source is a DynamoDB stream.',
    );
    await create({ StartingPosition: 'LATEST' }, { Source: `${stream}0` });
    plumbing.clock.advance(0);
    let state = 'CREATING';
    while (state === 'CREATING') {
      const pipe = await plumbing.pipes.send(new DescribePipeCommand({ Name: 'p' }));
      state = `${pipe.CurrentState}`;
      if (state !== 'CREATING')
        expect(pipe).toMatchObject({
          CurrentState: 'CREATE_FAILED',
          StateReason: expect.stringContaining('not found'),
        });
    }
  });
});
