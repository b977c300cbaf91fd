import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { noMetrics } from '../../../../emulator/runtime/metrics.ts';
import { createLambda, type LambdaService } from '../../../../emulator/services/lambda/service.ts';
import { createLogs } from '../../../../emulator/services/logs/service.ts';
import { type Ports, startEndpoint } from '../../support/endpoint.ts';
import { zipOf } from './package.ts';

const TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

interface Options {
  readonly clock?: Ports['clock'];
  readonly wall?: Ports['clock'];
  readonly allowNetwork?: boolean;
  readonly more?: (ports: Ports) => Parameters<typeof startEndpoint>[0] extends (p: Ports) => infer R ? R : never;
}

export type Functions = Awaited<ReturnType<typeof startFunctions>>;

/** A cloud with Lambda and CloudWatch Logs, and a role that functions may write their logs with. */
export async function startFunctions({ clock, wall, allowNetwork = false, more }: Options = {}) {
  let lambda: LambdaService | undefined;
  let endpoint = '';
  const cloud = await startEndpoint(
    (ports) => {
      lambda = createLambda({ ...ports, endpoint: () => endpoint, allowNetwork, ...(wall ? { wall } : {}) });
      return [lambda, createLogs({ ...ports, metrics: noMetrics }), ...(more?.(ports) ?? [])];
    },
    clock ? { clock } : {},
  );
  endpoint = cloud.endpoint;
  const client = new LambdaClient(cloud.client);
  const role = await createRole(new IAMClient(cloud.client), 'function-role', [
    { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
  ]);
  return { ...cloud, lambda: lambda as LambdaService, lambdaClient: client, role, ...helpers(client, role) };
}

export async function createRole(iam: IAMClient, RoleName: string, Statement: readonly object[]): Promise<string> {
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(TRUST) }));
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'all', PolicyDocument }));
  return Role?.Arn ?? '';
}

function helpers(client: LambdaClient, role: string) {
  return {
    /** Creates a Node.js 24 function from the text of its `index.mjs`, or from several files. */
    async create(
      name: string,
      source: string | Readonly<Record<string, string>>,
      options: Partial<CreateFunctionCommandInput> = {},
    ) {
      const ZipFile = await zipOf(typeof source === 'string' ? { 'index.mjs': source } : source);
      const defaults = { Runtime: 'nodejs24.x', Handler: 'index.handler', Role: role } as const;
      return client.send(new CreateFunctionCommand({ FunctionName: name, Code: { ZipFile }, ...defaults, ...options }));
    },
    /** Invokes and answers the payload as the value it stands for. */
    async invoke(name: string, event: unknown = {}, options: { Qualifier?: string; tail?: boolean } = {}) {
      const { Payload, FunctionError, StatusCode, ExecutedVersion, LogResult } = await client.send(
        new InvokeCommand({
          FunctionName: name,
          Payload: Buffer.from(JSON.stringify(event)),
          ...(options.Qualifier ? { Qualifier: options.Qualifier } : {}),
          ...(options.tail ? { LogType: 'Tail' } : {}),
        }),
      );
      const value: unknown = JSON.parse(Payload?.transformToString() ?? 'null');
      const log = LogResult ? Buffer.from(LogResult, 'base64').toString() : '';
      return { value, error: FunctionError, status: StatusCode, version: ExecutedVersion, log };
    },
  };
}
