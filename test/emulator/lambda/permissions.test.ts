import { IAMClient } from '@aws-sdk/client-iam';
import {
  AddPermissionCommand,
  GetPolicyCommand,
  type InvocationRequest,
  type InvocationResponse,
  InvokeCommand,
  LambdaClient,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { servicePrincipal } from '../../../emulator/door/principal.ts';
import { createRole, type Functions, startFunctions } from './support/functions.ts';

const RULE = 'arn:aws:events:us-east-1:000000000000:rule/r';

describe('who may invoke a function', () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
    await functions.create('guarded', 'export const handler = async () => 1;');
  });
  afterAll(() => functions.close());

  const invokeAs = (service: string, sourceArn: string) =>
    functions.door.call<InvocationRequest, InvocationResponse>(
      { service: 'lambda', operation: 'Invoke', principal: servicePrincipal(service, sourceArn) },
      { FunctionName: 'guarded' },
    );

  it('is a role whose policies allow it, in the words of AWS when they do not', async () => {
    const role = await createRole(new IAMClient(functions.client), 'stranger', []);
    const { accessKeyId, secretAccessKey, sessionToken } = functions.identities.issueCredentials(
      functions.identities.assumeForService(role, 'lambda.amazonaws.com', 'session'),
    );
    const client = new LambdaClient({
      ...functions.client,
      credentials: { accessKeyId, secretAccessKey, sessionToken },
    });

    await expect(client.send(new InvokeCommand({ FunctionName: 'guarded' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/stranger/session is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:guarded because no identity-based policy allows the lambda:InvokeFunction action',
    });
  });

  it('is a service that the function’s policy lets in, for the source that it names', async () => {
    await expect(invokeAs('events.amazonaws.com', RULE)).rejects.toMatchObject({ code: 'AccessDeniedException' });

    const { Statement } = await functions.lambdaClient.send(
      new AddPermissionCommand({
        FunctionName: 'guarded',
        StatementId: 'rule',
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
        SourceArn: RULE,
      }),
    );

    expect(JSON.parse(Statement ?? '')).toEqual({
      Sid: 'rule',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: 'arn:aws:lambda:us-east-1:000000000000:function:guarded',
      Condition: { ArnLike: { 'AWS:SourceArn': RULE } },
    });
    expect((await invokeAs('events.amazonaws.com', RULE)).StatusCode).toBe(200);
    await expect(invokeAs('events.amazonaws.com', `${RULE}2`)).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(invokeAs('s3.amazonaws.com', RULE)).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  it('can be read, and taken back', async () => {
    const { Policy } = await functions.lambdaClient.send(new GetPolicyCommand({ FunctionName: 'guarded' }));
    expect(JSON.parse(Policy ?? '').Statement).toHaveLength(1);

    await functions.lambdaClient.send(new RemovePermissionCommand({ FunctionName: 'guarded', StatementId: 'rule' }));

    await expect(invokeAs('events.amazonaws.com', RULE)).rejects.toMatchObject({ code: 'AccessDeniedException' });
    await expect(functions.lambdaClient.send(new GetPolicyCommand({ FunctionName: 'guarded' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });
});
