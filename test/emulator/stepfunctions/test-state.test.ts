import type { MockResponseValidationMode, TestStateInput, TestStateOutput } from '@aws-sdk/client-sfn';
import { machineRoom, ROLE } from './support/machine-room.ts';

const lambda = (more: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'weave', 'Payload.$': '$.job' },
  OutputPath: '$.Payload',
  Next: 'Further',
  ...more,
});

/** A task without parameters, whose output is the whole result. */
const task = (Resource: string, more: object = {}) => ({ Type: 'Task', Resource, Next: 'Further', ...more });

const neverCalled = () => {
  throw new Error('A mocked state calls nothing');
};

const FUNCTIONS = {
  name: 'lambda',
  sdk: '@aws-sdk/client-lambda',
  operations: {
    Invoke: neverCalled,
    GetFunction: neverCalled,
  },
};

const QUEUES = { name: 'sqs', sdk: '@aws-sdk/client-sqs', operations: { SendMessage: neverCalled } };

async function testState(definition: object, options: Partial<TestStateInput> = {}) {
  const room = await machineRoom({ services: [FUNCTIONS, QUEUES] });
  return room.call<TestStateOutput>('TestState', { definition: JSON.stringify(definition), roleArn: ROLE, ...options });
}

const answer = (payload: unknown): Partial<TestStateInput> => ({
  mock: { result: JSON.stringify({ StatusCode: 200, Payload: payload }) },
});

describe('TestState', () => {
  test('runs one state and says where it leads', async () => {
    const definition = { Type: 'Pass', Result: 1, ResultPath: '$.r', Next: 'Further' };
    await expect(testState(definition, { input: '{"a":2}' })).resolves.toMatchObject({
      status: 'SUCCEEDED',
      output: '{"a":2,"r":1}',
      nextState: 'Further',
    });
  });

  test('runs one state of a whole state machine', async () => {
    const definition = {
      StartAt: 'A',
      States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Result: 7, End: true } },
    };
    const answered = await testState(definition, { stateName: 'B' });
    expect(answered).toMatchObject({ status: 'SUCCEEDED', output: '7' });
    expect(answered.nextState).toBeUndefined();
  });

  test('takes a mocked answer for that of the service', async () => {
    const input = '{"job":{"yards":3}}';
    await expect(testState(lambda(), { input, ...answer({ woven: 3 }) })).resolves.toMatchObject({
      status: 'SUCCEEDED',
      output: '{"woven":3}',
      nextState: 'Further',
    });
  });

  test('refuses a mocked answer that the service could not give', async () => {
    const mock = { result: '{"StatusCode":"200"}' };
    await expect(testState(lambda(), { input: '{"job":1}', mock })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('StatusCode'),
    });
  });

  test.each([
    ['{"Configuration":{"MemorySize":10241}}', "Field 'MemorySize' exceeds the maximum value"],
    ['{"Configuration":{"MemorySize":64}}', "Field 'MemorySize' is less than the minimum value"],
    ['{"Configuration":{"FunctionName":""}}', "Field 'FunctionName' is smaller than the minimum length"],
    ['{"Configuration":{"PackageType":"Tar"}}', "Field 'PackageType' is not an expected value"],
    ['{"Configuration":{"Architectures":["arm64","vax"]}}', "Field 'Architectures' is not an expected value"],
  ])('refuses the mocked answer %s, which the model does not allow', async (result, problem) => {
    const definition = task('arn:aws:states:::aws-sdk:lambda:getFunction');
    const ask = (mode: MockResponseValidationMode) =>
      testState(definition, { input: '{"job":1}', mock: { result, fieldValidationMode: mode } });
    const refusal = { code: 'ValidationException', message: `Mock result schema validation error: ${problem}` };
    await expect(ask('PRESENT')).rejects.toMatchObject(refusal);
    await expect(ask('NONE')).resolves.toMatchObject({ status: 'SUCCEEDED', output: result });
  });

  test('follows a mocked failure to the catcher, once there is nothing to retry', async () => {
    const Catch = [{ ErrorEquals: ['Torn'], Next: 'Mend', ResultPath: '$.error' }];
    const mock = { errorOutput: { error: 'Torn', cause: 'the thread tore' } };
    await expect(testState(lambda({ Catch }), { input: '{"job":1}', mock })).resolves.toMatchObject({
      status: 'CAUGHT_ERROR',
      error: 'Torn',
      nextState: 'Mend',
      output: '{"job":1,"error":{"Error":"Torn","Cause":"the thread tore"}}',
    });
  });

  test('says that a failure would be retried', async () => {
    const Retry = [{ ErrorEquals: ['Torn'], IntervalSeconds: 5, BackoffRate: 3, MaxAttempts: 4 }];
    const mock = { errorOutput: { error: 'Torn', cause: 'the thread tore' } };
    const stateConfiguration = { retrierRetryCount: 1 };
    const options = { input: '{"job":1}', mock, stateConfiguration, inspectionLevel: 'DEBUG' as const };
    await expect(testState(lambda({ Retry }), options)).resolves.toMatchObject({
      status: 'RETRIABLE',
      error: 'Torn',
      inspectionData: { errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 15 } },
    });
  });

  test('shows at DEBUG what becomes of the data on its way', async () => {
    const options = { input: '{"job":{"yards":3}}', ...answer([1, 2]), inspectionLevel: 'DEBUG' as const };
    const { inspectionData } = await testState(lambda({ ResultSelector: { 'Payload.$': '$.Payload[0]' } }), options);
    expect(inspectionData).toMatchObject({
      input: '{"job":{"yards":3}}',
      afterParameters: '{"FunctionName":"weave","Payload":{"yards":3}}',
      result: '{"StatusCode":200,"Payload":[1,2]}',
      afterResultSelector: '{"Payload":1}',
    });
  });

  test('has the variables and the Context object that it is given', async () => {
    const definition = lambda({
      QueryLanguage: 'JSONata',
      Parameters: undefined,
      OutputPath: undefined,
      Output: '{% $colour & " " & $states.context.Execution.Name %}',
      Assign: { colour: 'blue' },
    });
    const options = { ...answer(1), variables: '{"colour":"red"}', context: '{"Execution":{"Name":"first"}}' };
    await expect(testState(definition, { ...options, inspectionLevel: 'DEBUG' })).resolves.toMatchObject({
      output: '"red first"',
      inspectionData: { variables: '{"colour":"blue"}' },
    });
  });

  test.each(['kms:encrypt', 'secretsmanager:getSecretValue'])(
    'mocks %s, whose service the emulator does not have, and no more',
    async (operation) => {
      const definition = task(`arn:aws:states:::aws-sdk:${operation}`);
      await expect(testState(definition, { input: '{"job":1}', mock: { result: '{}' } })).resolves.toMatchObject({
        output: '{}',
      });
      await expect(testState(definition)).rejects.toMatchObject({ code: 'InvalidDefinition' });
    },
  );

  test('holds the mock of a service that the emulator does not have to its model', async () => {
    const definition = task('arn:aws:states:::aws-sdk:kms:encrypt');
    await expect(testState(definition, { mock: { result: '{"CiphertextBlob":""}' } })).rejects.toMatchObject({
      message: "Mock result schema validation error: Field 'CiphertextBlob' is smaller than the minimum length",
    });
  });

  test.each([
    ['both a result and an error', { result: '{}', errorOutput: { error: 'Torn' } }],
    ['neither a result nor an error', {}],
    ['an error without a name', { errorOutput: { cause: 'the thread tore' } }],
    ['an unknown mode of validation', { result: '{}', fieldValidationMode: 'LAX' as MockResponseValidationMode }],
  ])('refuses a mock with %s', async (_what, mock) => {
    await expect(testState(lambda(), { mock })).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test.each<[string, Partial<TestStateInput>]>([
    ['a Context object', { context: '{}' }],
    ['a count of retries', { stateConfiguration: { retrierRetryCount: 1 } }],
    ['no role', { roleArn: undefined }],
  ])('refuses a task without a mock and with %s', async (_what, options) => {
    await expect(testState(lambda(), options)).rejects.toMatchObject({ code: 'ValidationException' });
  });

  test.each([
    'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    'arn:aws:states:::states:startExecution.sync',
    'arn:aws:states:us-east-1:000000000000:activity:spin',
  ])('runs %s only with a mock', async (Resource) => {
    await expect(testState(task(Resource))).rejects.toMatchObject({ code: 'InvalidDefinition' });
  });

  test('holds the mock of a job to what describes it, and that of a task token to nothing', async () => {
    const definition = task('arn:aws:states:::states:startExecution.sync:2', { OutputPath: '$.Output' });
    const described = { ExecutionArn: 'a', StateMachineArn: 'b', Status: 'SUCCEEDED', StartDate: 'now' };
    const done = { ...described, Output: { woven: 3 } };
    await expect(
      testState(definition, { input: '{"job":1}', mock: { result: JSON.stringify(done) } }),
    ).resolves.toMatchObject({ output: '{"woven":3}' });
    await expect(testState(definition, { mock: { result: '{}' } })).rejects.toMatchObject({
      message: "Mock result schema validation error: Field 'ExecutionArn' is required",
    });
    const token = lambda({ Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken', OutputPath: '$' });
    await expect(
      testState(token, { input: '{"job":1}', mock: { result: '{"StatusCode":"any"}' } }),
    ).resolves.toMatchObject({ status: 'SUCCEEDED' });
  });
});

const PROCESSOR = { StartAt: 'Dye', States: { Dye: { Type: 'Pass', End: true } } };
const DISTRIBUTED = { ...PROCESSOR, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

describe('TestState of a Map state', () => {
  const debug = { inspectionLevel: 'DEBUG' as const, mock: { result: '[1,2]' } };

  test('shows the inputs of the iterations and their batches', async () => {
    const definition = {
      Type: 'Map',
      ItemsPath: '$.skeins',
      ItemSelector: { 'skein.$': '$$.Map.Item.Value' },
      ItemBatcher: { MaxItemsPerBatch: 2 },
      ItemProcessor: DISTRIBUTED,
      End: true,
    };
    const { inspectionData } = await testState(definition, { ...debug, input: '{"skeins":[7,8,9]}' });
    expect(inspectionData).toMatchObject({
      afterItemsPath: '[7,8,9]',
      afterItemSelector: '[{"skein":7},{"skein":8},{"skein":9}]',
      afterItemBatcher: '[{"Items":[{"skein":7},{"skein":8}]},{"Items":[{"skein":9}]}]',
    });
  });

  const reading = (ReaderConfig: object) => ({
    Type: 'Map',
    ItemReader: { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig, Parameters: { Bucket: 'b', Key: 'k' } },
    ItemSelector: { 'item.$': '$$.Map.Item.Value' },
    ItemProcessor: DISTRIBUTED,
    End: true,
  });

  test.each([
    [
      'CSV',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: 1 },
      'a,b\n1,2\n3,4',
      '[{"item":{"a":"1","b":"2"}}]',
    ],
    ['JSON Lines', { InputType: 'JSONL' }, '{"a":1}\n{"a":2}', '[{"item":{"a":1}},{"item":{"a":2}}]'],
    ['JSON', { InputType: 'JSON', ItemsPointer: '/of' }, '{"of":[5]}', '[{"item":5}]'],
  ])(
    'reads what its ItemReader would have found as %s',
    async (_type, config, mapItemReaderData, afterItemSelector) => {
      const options = { ...debug, stateConfiguration: { mapItemReaderData } };
      const { inspectionData } = await testState(reading(config), options);
      expect(inspectionData).toMatchObject({ afterItemSelector });
    },
  );

  test('shows what the ItemsPointer points at', async () => {
    const config = { InputType: 'JSON', ItemsPointer: '/of' };
    const options = { ...debug, stateConfiguration: { mapItemReaderData: '{"of":[5]}' } };
    const { inspectionData } = await testState(reading(config), options);
    expect(inspectionData).toMatchObject({ afterItemsPointer: '[5]' });
  });

  test('takes a list for its mocked result', async () => {
    const definition = { Type: 'Map', ItemProcessor: PROCESSOR, End: true };
    await expect(testState(definition, { input: '[1]', mock: { result: '{}' } })).rejects.toMatchObject({
      message: 'Mocked result must be a JSON array.',
    });
  });

  test('fails because of a state inside it, and of none that is not', async () => {
    const definition = { Type: 'Map', ItemProcessor: PROCESSOR, End: true };
    const fail = (errorCausedByState: string) =>
      testState(definition, {
        input: '[1]',
        mock: { errorOutput: { error: 'Torn' } },
        stateConfiguration: { errorCausedByState },
      });
    await expect(fail('Dye')).resolves.toMatchObject({ status: 'FAILED', error: 'Torn' });
    await expect(fail('Spin')).rejects.toMatchObject({ code: 'ValidationException' });
  });
});
