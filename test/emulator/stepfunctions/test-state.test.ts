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

async function testState(definition: object, options: Partial<TestStateInput> = {}) {
  const room = await machineRoom({ services: [FUNCTIONS] });
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
    const definition = { ...lambda(), Resource: 'arn:aws:states:::aws-sdk:lambda:getFunction', OutputPath: '$' };
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
    const definition = {
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Output: '{% $colour & " " & $states.context.Execution.Name %}',
      Assign: { colour: 'blue' },
      End: true,
    };
    const options = { variables: '{"colour":"red"}', context: '{"Execution":{"Name":"first"}}' };
    await expect(testState(definition, { ...options, inspectionLevel: 'DEBUG' })).resolves.toMatchObject({
      output: '"red first"',
      inspectionData: { variables: '{"colour":"blue"}' },
    });
  });
});
