import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InvocationRequest, InvocationResponse } from '@aws-sdk/client-lambda';
import {
  GetFunctionConcurrencyCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
} from '@aws-sdk/client-lambda';
import { servicePrincipal } from '../../../emulator/door/principal.ts';
import { deployable } from '../support/deployable.ts';
import { type Functions, startFunctions } from './support/functions.ts';

describe('CloudFormation types of Lambda', () => {
  let functions: Functions;
  let directory: string;
  beforeAll(async () => {
    functions = await startFunctions();
    directory = mkdtempSync(join(tmpdir(), 'lambda-resources-'));
  });
  afterAll(async () => {
    await functions.close();
    rmSync(directory, { recursive: true });
  });

  /** An asset folder whose function answers a value. */
  function asset(name: string, value: unknown): Readonly<Record<string, string>> {
    const folder = join(directory, name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'index.mjs'), `export const handler = async () => (${JSON.stringify(value)});`);
    return { [name]: folder };
  }
  const type = (name: string, assets = {}) => deployable(functions.lambda.resources, `AWS::Lambda::${name}`, assets);
  const properties = (S3Key: string, more: object = {}) => ({
    Code: { S3Bucket: 'assets', S3Key },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: functions.role,
    ...more,
  });

  it('deploy a function from an asset, change it in place, and remove it', async () => {
    const assets = { ...asset('one', 'first'), ...asset('two', 'second') };
    const before = properties('one', {
      MemorySize: '256',
      ReservedConcurrentExecutions: 5,
      Tags: [{ Key: 'a', Value: 'b' }],
    });
    const deployed = await type('Function', assets).create(before, 'Fn');

    expect(deployed).toEqual({
      physicalId: 'stack-Fn-1234',
      attributes: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:stack-Fn-1234' },
    });
    expect((await functions.invoke(deployed.physicalId)).value).toBe('first');

    const after = properties('two');
    await type('Function', assets).update(deployed, after, before);

    expect((await functions.invoke(deployed.physicalId)).value).toBe('second');
    const concurrency = await functions.lambdaClient.send(
      new GetFunctionConcurrencyCommand({ FunctionName: deployed.physicalId }),
    );
    expect(concurrency.ReservedConcurrentExecutions).toBeUndefined();

    await type('Function', assets).delete(deployed, after);
    await type('Function', assets).delete(deployed, after);
    await expect(functions.invoke(deployed.physicalId)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('run source text of the template, with the module that answers custom resources', async () => {
    const ZipFile = "exports.handler = async () => typeof require('cfn-response').send;";
    const { physicalId } = await type('Function').create({ ...properties(''), Code: { ZipFile } }, 'Inline');

    expect((await functions.invoke(physicalId)).value).toBe('function');
  });

  it('name a property and a runtime that the emulator does not have', async () => {
    await expect(
      type('Function', asset('three', 3)).create(properties('three', { FileSystemConfigs: [] })),
    ).rejects.toThrow('FileSystemConfigs');
    await expect(
      type('Function', { python: directory }).create(properties('python', { Runtime: 'python3.12' })),
    ).rejects.toThrow('python3.12 is not supported by this emulator');
  });

  it('publish a version and an alias, and let a service in by permission', async () => {
    const FunctionName = 'aliased';
    await type('Function', asset('four', 4)).create(properties('four', { FunctionName }));
    const version = await type('Version').create({ FunctionName }, 'V1');
    expect(version).toEqual({
      physicalId: 'arn:aws:lambda:us-east-1:000000000000:function:aliased:1',
      attributes: { FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:aliased:1', Version: '1' },
    });
    const alias = await type('Alias').create({ FunctionName, FunctionVersion: '1', Name: 'live' });
    const permission = {
      FunctionName: alias.physicalId,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:us-east-1:000000000000:rule/r',
    };
    const { physicalId } = await type('Permission').create(permission, 'Permit');

    const invokeLive = () =>
      functions.door.call<InvocationRequest, InvocationResponse>(
        {
          service: 'lambda',
          operation: 'Invoke',
          principal: servicePrincipal('events.amazonaws.com', 'arn:aws:events:us-east-1:000000000000:rule/r'),
        },
        { FunctionName: alias.physicalId },
      );
    expect(await invokeLive()).toMatchObject({ StatusCode: 200, ExecutedVersion: '1' });
    await type('Permission').delete({ physicalId, attributes: {} }, permission);
    await expect(invokeLive()).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(
      functions.lambdaClient.send(new GetPolicyCommand({ FunctionName, Qualifier: 'live' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('give each version resource a version of its own, so that the removal of an old one leaves the new one', async () => {
    const FunctionName = 'republished';
    await type('Function', asset('five', 5)).create(properties('five', { FunctionName }));
    const first = await type('Version').create({ FunctionName }, 'V1');
    const second = await type('Version').create({ FunctionName }, 'V2');
    await type('Version').delete(first, { FunctionName });

    expect(second.attributes.Version).toBe('2');
    expect((await functions.invoke(FunctionName, {}, { Qualifier: '2' })).value).toBe(5);
  });

  it('configure asynchronous invocations', async () => {
    const FunctionName = 'configured';
    await type('Function', asset('six', 6)).create(properties('six', { FunctionName }));
    const config = { FunctionName, Qualifier: '$LATEST', MaximumRetryAttempts: '1' };
    const deployed = await type('EventInvokeConfig').create(config);

    const read = () => functions.lambdaClient.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    expect(await read()).toMatchObject({ MaximumRetryAttempts: 1 });
    await type('EventInvokeConfig').delete(deployed, config);
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
