import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deployable } from '../support/deployable.ts';
import { ARN, createOrders, type EventSources, startEventSources } from './support/event-sources.ts';

const JOBS = ARN('sqs', 'jobs');
const FIFO = ARN('sqs', 'jobs.fifo');

let cloud: EventSources;
let stream: string;
beforeEach(async () => {
  cloud = await startEventSources();
  const sqs = new SQSClient(cloud.client);
  await sqs.send(new CreateQueueCommand({ QueueName: 'jobs' }));
  await sqs.send(new CreateQueueCommand({ QueueName: 'jobs.fifo', Attributes: { FifoQueue: 'true' } }));
  stream = await createOrders(new DynamoDBClient(cloud.client));
  await cloud.createFunction('consumer');
});
afterEach(() => cloud.close());

async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
  }
  return 'no refusal';
}

describe('CreateEventSourceMapping', () => {
  it('answers with the settings of a queue', async () => {
    const { $metadata, ...answer } = await cloud.map({
      EventSourceArn: JOBS,
      BatchSize: 5,
      ScalingConfig: { MaximumConcurrency: 7 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] },
    });

    expect($metadata.httpStatusCode).toBe(202);
    expect(answer).toEqual({
      UUID: expect.stringMatching(/^[0-9a-f-]{36}$/),
      EventSourceMappingArn: ARN('lambda', `event-source-mapping:${answer.UUID}`),
      EventSourceArn: JOBS,
      FunctionArn: ARN('lambda', 'function:consumer'),
      BatchSize: 5,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      ScalingConfig: { MaximumConcurrency: 7 },
      FilterCriteria: { Filters: [{ Pattern: '{"body":["a"]}' }] },
      LastModified: new Date(cloud.clock.now()),
      State: 'Creating',
      StateTransitionReason: 'USER_INITIATED',
    });
  });

  it('answers with the settings of a stream', async () => {
    const { $metadata: _, ...answer } = await cloud.map({ EventSourceArn: stream, StartingPosition: 'LATEST' });

    expect(answer).toEqual({
      UUID: expect.any(String),
      EventSourceMappingArn: expect.any(String),
      EventSourceArn: stream,
      FunctionArn: ARN('lambda', 'function:consumer'),
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 0,
      FunctionResponseTypes: [],
      StartingPosition: 'LATEST',
      ParallelizationFactor: 1,
      BisectBatchOnFunctionError: false,
      MaximumRetryAttempts: -1,
      MaximumRecordAgeInSeconds: -1,
      TumblingWindowInSeconds: 0,
      DestinationConfig: { OnFailure: {} },
      LastProcessingResult: 'No records processed',
      LastModified: new Date(cloud.clock.now()),
      State: 'Creating',
      StateTransitionReason: 'User action',
    });
  });

  it.each<[string, Partial<CreateEventSourceMappingCommandInput>, string]>([
    [
      'no starting position',
      {},
      "Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    ],
    [
      'a time to start at',
      { StartingPosition: 'AT_TIMESTAMP' },
      'Unsupported starting position for arn type: arn:aws:dynamodb:',
    ],
    [
      'a time that nothing starts at',
      { StartingPosition: 'LATEST', StartingPositionTimestamp: new Date(0) },
      'Timestamp only valid with StartingPosition AT_TIMESTAMP',
    ],
    [
      'a tumbling window',
      { StartingPosition: 'LATEST', TumblingWindowInSeconds: 10 },
      'The emulator does not support TumblingWindowInSeconds',
    ],
    [
      'a record age between the allowed ones',
      { StartingPosition: 'LATEST', MaximumRecordAgeInSeconds: 30 },
      'MaximumRecordAgeInSeconds must be -1 or between 60 and 604800.',
    ],
    [
      'too many lanes',
      { StartingPosition: 'LATEST', ParallelizationFactor: 11 },
      "ValidationException: 1 validation error detected: Value '11' at 'parallelizationFactor' failed to satisfy constraint: Member must have value less than or equal to 10",
    ],
    [
      'a destination of another kind',
      destination(ARN('lambda', 'function:x')),
      'it names a queue, a topic or a bucket.',
    ],
  ])('refuses a stream with %s', async (_what, input, message) => {
    expect(await refusal(cloud.map({ EventSourceArn: stream, ...input }))).toContain(message);
  });

  it.each<[string, Partial<CreateEventSourceMappingCommandInput>, string]>([
    ['a starting position', { StartingPosition: 'LATEST' }, 'StartingPosition is not valid for SQS event sources.'],
    [
      'a batch that needs a window',
      { BatchSize: 11 },
      'Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10',
    ],
    [
      'a window on a FIFO queue',
      { EventSourceArn: FIFO, MaximumBatchingWindowInSeconds: 1 },
      'Batching window is not supported for FIFO queues',
    ],
    [
      'a filter that is no pattern',
      filter('{"body": "a"}'),
      'InvalidParameterValueException: Invalid filter pattern definition.',
    ],
    ['a filter that is no JSON', filter('a'), 'InvalidParameterValueException: Invalid filter pattern definition.'],
    [
      'a batch of none',
      { BatchSize: 0 },
      "Value '0' at 'batchSize' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      'a maximum concurrency of one',
      { ScalingConfig: { MaximumConcurrency: 1 } },
      "Value '1' at 'scalingConfig.maximumConcurrency' failed to satisfy constraint: Member must have value greater than or equal to 2",
    ],
    ['what only Kafka has', { Topics: ['t'] }, 'The emulator does not support Topics in event source mappings.'],
    [
      'an unknown queue',
      { EventSourceArn: ARN('sqs', 'none') },
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue. SQS Error Message: The specified queue does not exist.',
    ],
    ['an unknown function', { FunctionName: 'nobody' }, 'InvalidParameterValueException: Function does not exist'],
    [
      'a source of another kind',
      { EventSourceArn: ARN('kinesis', 'stream/s') },
      'Unrecognized event source, must be a queue of sqs or a stream of dynamodb here',
    ],
  ])('refuses a queue with %s', async (_what, input, message) => {
    expect(await refusal(cloud.map({ EventSourceArn: JOBS, ...input }))).toContain(message);
  });

  it('refuses a stream that is not there', async () => {
    const none = stream.replace('2026', '2025');
    expect(await refusal(cloud.map({ EventSourceArn: none, StartingPosition: 'LATEST' }))).toBe(
      `InvalidParameterValueException: Stream not found: ${none}`,
    );
  });

  it('refuses a queue whose messages are hidden for less than the function may run', async () => {
    await cloud.createFunction('slow', '', { Timeout: 60 });

    expect(await refusal(cloud.map({ EventSourceArn: JOBS, FunctionName: 'slow' }))).toBe(
      'InvalidParameterValueException: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    );
  });

  it('refuses a source that the function’s role may not read, and a destination that it may not send to', async () => {
    await cloud.allow('sqs:DeleteMessage', 'dynamodb:DescribeStream');
    expect(await refusal(cloud.map({ EventSourceArn: JOBS }))).toBe(
      'InvalidParameterValueException: The function execution role does not have permissions to call ReceiveMessage on SQS',
    );
    expect(await refusal(cloud.map({ EventSourceArn: stream, StartingPosition: 'LATEST' }))).toBe(
      `InvalidParameterValueException: Cannot access stream ${stream}. Please ensure the role can perform the GetRecords, GetShardIterator, DescribeStream, and ListStreams Actions on your stream in IAM.`,
    );
    await cloud.allow('dynamodb:*');
    expect(await refusal(cloud.map({ EventSourceArn: stream, ...destination(JOBS) }))).toBe(
      'InvalidParameterValueException: The function execution role does not have permissions to call SendMessage on SQS',
    );
  });

  it('refuses a second mapping of the same source to the same function', async () => {
    const { UUID } = await cloud.map({ EventSourceArn: JOBS });

    expect(await refusal(cloud.map({ EventSourceArn: JOBS }))).toBe(
      `ResourceConflictException: The event source arn (" ${JOBS} ") and function (" consumer ") provided mapping already exists. Please update or delete the existing mapping with UUID ${UUID}`,
    );
  });

  it('needs its own permission, for the function', async () => {
    await cloud.allow('sqs:*');
    const { identities, role } = cloud;
    const credentials = identities.issueCredentials(identities.assumeForService(role, 'lambda.amazonaws.com', 'me'));
    const client = new LambdaClient({ ...cloud.client, credentials });
    const input = { FunctionName: 'consumer', EventSourceArn: JOBS };

    expect(await refusal(client.send(new CreateEventSourceMappingCommand(input)))).toContain(
      'is not authorized to perform: lambda:CreateEventSourceMapping',
    );
  });
});

describe('UpdateEventSourceMapping', () => {
  it('changes what it is given and leaves the rest', async () => {
    const { UUID } = await cloud.map({
      EventSourceArn: stream,
      BatchSize: 7,
      ...destination(JOBS),
    });
    const update = (input: object) => cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, ...input }));

    expect(await update({ MaximumRetryAttempts: 3, FunctionResponseTypes: ['ReportBatchItemFailures'] })).toMatchObject(
      {
        State: 'Updating',
        BatchSize: 7,
        MaximumRetryAttempts: 3,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: { Destination: JOBS } },
      },
    );
    expect(await update({ DestinationConfig: { OnFailure: {} } })).toMatchObject({
      DestinationConfig: { OnFailure: {} },
    });
    expect(await refusal(update({ BatchSize: 0 }))).toContain("Value '0' at 'batchSize'");
  });

  it('points it at another function', async () => {
    await cloud.createFunction('other');
    const { UUID } = await cloud.map({ EventSourceArn: JOBS });
    await cloud.lambda.send(new UpdateEventSourceMappingCommand({ UUID, FunctionName: 'other' }));

    expect((await cloud.mapping(UUID)).FunctionArn).toBe(ARN('lambda', 'function:other'));
  });
});

describe('ListEventSourceMappings', () => {
  it('lists by function, by source, and page by page', async () => {
    await cloud.createFunction('other');
    await cloud.map({ EventSourceArn: JOBS });
    await cloud.map({ EventSourceArn: FIFO });
    await cloud.map({ EventSourceArn: JOBS, FunctionName: 'other' });
    const list = async (input: object) => cloud.lambda.send(new ListEventSourceMappingsCommand(input));

    expect((await list({ FunctionName: 'consumer' })).EventSourceMappings).toHaveLength(2);
    expect((await list({ EventSourceArn: JOBS })).EventSourceMappings).toHaveLength(2);
    const first = await list({ MaxItems: 2 });
    expect(first.EventSourceMappings).toHaveLength(2);
    const second = await list({ MaxItems: 2, Marker: first.NextMarker });
    expect(second.EventSourceMappings).toHaveLength(1);
    expect(second.NextMarker).toBeUndefined();
  });
});

describe('a mapping', () => {
  it('has tags', async () => {
    const { EventSourceMappingArn: Resource } = await cloud.map({ EventSourceArn: JOBS, Tags: { a: '1', b: '2' } });
    await cloud.lambda.send(new TagResourceCommand({ Resource, Tags: { c: '3' } }));
    await cloud.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));

    expect((await cloud.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2', c: '3' });
  });

  it('is made, changed and removed by templates', async () => {
    const type = deployable(
      cloud.door.services().flatMap(({ resources }) => resources),
      'AWS::Lambda::EventSourceMapping',
    );
    const properties = { FunctionName: 'consumer', EventSourceArn: JOBS, BatchSize: '5', Enabled: 'true' };
    const deployed = await type.create(properties);
    expect(deployed).toEqual({
      physicalId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      attributes: {
        Id: deployed.physicalId,
        EventSourceMappingArn: ARN('lambda', `event-source-mapping:${deployed.physicalId}`),
      },
    });
    expect(await cloud.mapping(deployed.physicalId)).toMatchObject({ BatchSize: 5, State: 'Enabled' });

    const { BatchSize: _, ...fewer } = { ...properties, Enabled: false, Tags: [{ Key: 'a', Value: 'b' }] };
    await type.update(deployed, fewer, properties);
    expect(await cloud.mapping(deployed.physicalId)).toMatchObject({ BatchSize: 10, State: 'Disabled' });
    await type.delete(deployed, fewer);
    await type.delete(deployed, fewer);
    expect(await refusal(cloud.mapping(deployed.physicalId))).toContain('ResourceNotFoundException');
  });

  it('of a stream is changed by templates without the position that it started at', async () => {
    const type = deployable(
      cloud.door.services().flatMap(({ resources }) => resources),
      'AWS::Lambda::EventSourceMapping',
    );
    const properties = { FunctionName: 'consumer', EventSourceArn: stream, StartingPosition: 'LATEST' };
    const deployed = await type.create({ ...properties, MaximumRetryAttempts: 3, ...destination(JOBS) });
    await type.update(deployed, { ...properties, ParallelizationFactor: 2 }, properties);

    expect(await cloud.mapping(deployed.physicalId)).toMatchObject({
      MaximumRetryAttempts: -1,
      ParallelizationFactor: 2,
      DestinationConfig: { OnFailure: {} },
    });
    await expect(type.create({ ...properties, TumblingWindowInSeconds: 60 })).rejects.toThrow('tumbling windows');
  });
});

function filter(Pattern: string) {
  return { FilterCriteria: { Filters: [{ Pattern }] } };
}

function destination(Destination: string) {
  return { StartingPosition: 'LATEST', DestinationConfig: { OnFailure: { Destination } } } as const;
}
