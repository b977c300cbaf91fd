import type { TestStateOutput } from '@aws-sdk/client-sfn';
import { type Cloud, startCloud } from '../../../emulator/cloud.ts';
import { accountPrincipal } from '../../../emulator/door/principal.ts';
import type { ServiceDefinition } from '../../../emulator/door/service.ts';
import { LOCAL_ACCOUNT } from '../../../emulator/runtime/account.ts';
import { SDK_SERVICES } from '../../../emulator/services/stepfunctions/integrations/aws-sdk-names.ts';

const principal = accountPrincipal(LOCAL_ACCOUNT);

describe('arn:aws:states:::aws-sdk:<service>:<operation>', () => {
  let cloud: Cloud;
  const faults: unknown[] = [];
  beforeAll(async () => {
    cloud = await startCloud({ iam: 'off' });
    cloud.trace.subscribe((record) => {
      if (record.kind === 'fault') faults.push(record.error);
    });
    const Statement = [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }];
    await cloud.door.call(
      { service: 'iam', operation: 'CreateRole', principal },
      { RoleName: 'machine', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }) },
    );
  });
  afterAll(() => cloud.close());

  /** Runs a task on its own. */
  const rehearse = (resource: string, Parameters?: object): Promise<TestStateOutput> =>
    cloud.door.call(
      { service: 'stepfunctions', operation: 'TestState', principal },
      {
        definition: JSON.stringify({ Type: 'Task', Resource: resource, Parameters, End: true }),
        input: '{}',
        roleArn: 'arn:aws:iam::000000000000:role/machine',
      },
    );

  const operationsOf = ({ operations }: ServiceDefinition) => operations.filter(({ internal }) => !internal);
  const actionOf = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

  test('has a name for every service of the emulator', () => {
    const named = Object.values(SDK_SERVICES).map(({ service }) => service);
    expect(cloud.door.services().filter(({ name }) => !named.includes(name))).toEqual([]);
  });

  test.each(Object.entries(SDK_SERVICES))(
    '%s: every operation answers, or fails with an error of the service',
    async (name, { service, className }) => {
      const definition = cloud.door.services().find((candidate) => candidate.name === service);
      const strange: string[] = [];
      for (const { name: operation } of definition ? operationsOf(definition) : []) {
        const { status, error = '' } = await rehearse(`arn:aws:states:::aws-sdk:${name}:${actionOf(operation)}`);
        const named = error.startsWith(`${className}.`) && error.endsWith('Exception');
        if (status !== 'SUCCEEDED' && !named) strange.push(`${operation}: ${status} ${error}`);
      }
      expect(strange).toEqual([]);
      expect(faults).toEqual([]);
    },
  );

  test('stores what is put into a bucket as text', async () => {
    const call = (operation: string, input: object) =>
      cloud.door.call<object, object>({ service: 's3', operation, principal }, input);
    await call('CreateBucket', { Bucket: 'texts' });
    const object = { Bucket: 'texts', Key: 'a.json' };
    await rehearse('arn:aws:states:::aws-sdk:s3:putObject', { ...object, Body: { a: 1 } });
    expect(await call('HeadObject', object)).toMatchObject({ ContentType: 'text/plain; charset=UTF-8' });
  });

  test('refuses by name what the emulator does not have', async () => {
    const missing = 'arn:aws:states:::aws-sdk:kms:encrypt';
    await expect(rehearse(missing)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining(missing),
    });
    const unknown = 'arn:aws:states:::aws-sdk:sqs:sendPigeon';
    await expect(rehearse(unknown)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining(unknown),
    });
  });

  test.each<[string, object, string]>([
    ['aws-sdk:dynamodb:getItem', { TableName: 't', Key: { id: { 'S.$': '$.id' } }, Kee: 1 }, 'Kee'],
    ['aws-sdk:dynamodb:getItem', { TableName: 't', Key: { id: { 'X.$': '$.id' } } }, 'X.$'],
    ['lambda:invoke', { functionName: 'f' }, 'functionName'],
    [
      'sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: { any: 'thing' }, MessageAttributes: { a: { Value: 1 } } },
      'Value',
    ],
    ['events:putEvents', { Entries: [{ Source: 's', Detail: { any: 'thing' }, Detial: {} }] }, 'Detial'],
    ['states:startExecution', { StateMachineArn: 'm', Input: { any: 'thing' }, Names: 'n' }, 'Names'],
  ])('of %s refuses the field of %j that the API does not have', async (action, parameters, field) => {
    await expect(rehearse(`arn:aws:states:::${action}`, parameters)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: expect.stringContaining(`The field "${field}" is not supported by Step Functions at /Parameters`),
    });
  });

  test('lets nobody call what services ask of each other alone', async () => {
    await expect(rehearse('arn:aws:states:::aws-sdk:eventbridge:retrieveConnectionCredentials')).rejects.toMatchObject({
      code: 'InvalidDefinition',
    });
  });
});
