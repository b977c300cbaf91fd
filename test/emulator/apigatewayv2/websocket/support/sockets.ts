import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  type CreateApiCommandInput,
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  CreateIntegrationCommand,
  type CreateIntegrationCommandInput,
  CreateIntegrationResponseCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateRouteResponseCommand,
  CreateStageCommand,
  type CreateStageCommandInput,
} from '@aws-sdk/client-apigatewayv2';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import { operation } from '../../../../../emulator/door/operation.ts';
import type { ServiceDefinition } from '../../../../../emulator/door/service.ts';
import { type Clock, ManualClock } from '../../../../../emulator/runtime/clock.ts';
import type { SocketTrace } from '../../../../../emulator/runtime/trace.ts';
import { createApiGatewayManagementApi } from '../../../../../emulator/services/apigatewaymanagementapi/service.ts';
import { createApiGatewayV2 } from '../../../../../emulator/services/apigatewayv2/service.ts';
import { createDynamoDb } from '../../../../../emulator/services/dynamodb/service.ts';
import { createEventBridge } from '../../../../../emulator/services/eventbridge/service.ts';
import { createLogs } from '../../../../../emulator/services/logs/service.ts';
import { createSqs } from '../../../../../emulator/services/sqs/service.ts';
import { type Ports, startEndpoint } from '../../../support/endpoint.ts';
import { connect, refusal, type SocketClient } from './socket-client.ts';

export const functionUri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:${name}/invocations`;

/** What a function got from API Gateway; its shape is what the tests are about. */
// biome-ignore lint/suspicious/noExplicitAny: an event of another program, looked into by the test
export type Event = any;

export type Fn = (event: Event) => unknown;

/** Functions as API Gateway sees them: each is the code that the test gives it. */
function functions(code: Map<string, Fn>, events: Event[]): ServiceDefinition {
  const invoke = operation<InvokeCommandInput, object>({
    name: 'Invoke',
    access: ({ FunctionName = '' }) => [
      {
        action: 'lambda:InvokeFunction',
        resource: FunctionName,
        resourcePolicy: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'apigateway.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: '*',
            Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:execute-api:us-east-1:000000000000:*/*' } },
          },
        },
      },
    ],
    async run({ FunctionName = '', Payload }) {
      const event: Event = JSON.parse(Buffer.from(Payload as Uint8Array).toString());
      events.push(event);
      const name = FunctionName.split(':').at(-1) ?? '';
      try {
        const answer = await (code.get(name) ?? (() => ({ statusCode: 200 })))(event);
        return { StatusCode: 200, Payload: Buffer.from(JSON.stringify(answer ?? null)) };
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : String(error);
        return { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify({ errorMessage })) };
      }
    },
  });
  return {
    name: 'lambda',
    signingName: 'lambda',
    sdk: '@aws-sdk/client-lambda',
    protocol: 'rest-json',
    operations: [invoke],
    resources: [],
  };
}

export type Sockets = Awaited<ReturnType<typeof startSockets>>;

/** WebSocket APIs on a real port, with the services that integrations reach and functions of the test's own. */
export async function startSockets({ clock = new ManualClock() }: { clock?: Clock } = {}) {
  const code = new Map<string, Fn>();
  const events: Event[] = [];
  const metrics: { name: string; dimensions: Readonly<Record<string, string>>; value: number }[] = [];
  const sink = {
    put: (_space: string, name: string, dimensions: Readonly<Record<string, string>>, value: number) =>
      void metrics.push({ name, dimensions, value }),
  };
  const cloud = await startEndpoint(
    (ports: Ports) => {
      const deps = { ...ports, metrics: sink, allowNetwork: false, dataDirectory: undefined };
      const gateway = createApiGatewayV2(deps);
      return [
        createApiGatewayManagementApi({ ...deps, apis: gateway.apis }),
        gateway,
        createLogs(deps),
        createSqs(deps),
        createDynamoDb(deps),
        createEventBridge(deps),
        functions(code, events),
      ];
    },
    { clock },
  );
  const client = new ApiGatewayV2Client(cloud.client);
  return {
    ...cloud,
    apiClient: client,
    /** Functions by name; one that is not there answers `{statusCode: 200}`. */
    code,
    /** What functions got, oldest first. */
    events,
    metrics,
    createApi: (input: Partial<CreateApiCommandInput> = {}, stage: Partial<CreateStageCommandInput> = {}) =>
      createApi(client, cloud, input, stage),
    /** Resolves with the next event that a function gets; it answers 200. */
    called: (name: string): Promise<Event> =>
      new Promise((resolve) =>
        code.set(name, (event) => {
          resolve(event);
          return { statusCode: 200 };
        }),
      ),
    /** Resolves with the first record of the kind that the test looks for, past or to come. */
    happened: (fits: (record: SocketTrace) => boolean) => happened(cloud.trace, fits),
  };
}

function happened(trace: Ports['trace'], fits: (record: SocketTrace) => boolean): Promise<SocketTrace> {
  return new Promise((resolve) => {
    const look = (record: ReturnType<Ports['trace']['recent']>[number]) => {
      if (record.kind !== 'socket' || !fits(record)) return;
      unsubscribe();
      resolve(record);
    };
    const unsubscribe = trace.subscribe(look);
    for (const record of trace.recent()) look(record);
  });
}

export type Api = Awaited<ReturnType<typeof createApi>>;

async function createApi(
  client: ApiGatewayV2Client,
  { endpoint, client: options }: { endpoint: string; client: ConstructorParameters<typeof ApiGatewayV2Client>[0] },
  input: Partial<CreateApiCommandInput>,
  stage: Partial<CreateStageCommandInput>,
) {
  const { ApiId = '' } = await client.send(
    new CreateApiCommand({
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
      ...input,
    }),
  );
  const { StageName = '' } = await client.send(
    new CreateStageCommand({ ApiId, StageName: 'dev', AutoDeploy: true, ...stage }),
  );
  const path = `execute-api/${ApiId}/${StageName}`;
  const url = `${endpoint.replace('http', 'ws')}/${path}`;
  const management = new ApiGatewayManagementApiClient({ ...options, endpoint: `${endpoint}/${path}` });
  return {
    id: ApiId,
    stage: StageName,
    url,
    management,
    connect: (query = '', how: Parameters<typeof connect>[1] = {}): Promise<SocketClient> => connect(url + query, how),
    refusal: (query = '', how: Parameters<typeof refusal>[1] = {}) => refusal(url + query, how),
    /** A route to an integration; `answers` gives it a route response. */
    async route(
      RouteKey: string,
      integration: Partial<CreateIntegrationCommandInput> = {},
      { answers = false, ...route }: Partial<CreateRouteCommandInput> & { answers?: boolean } = {},
    ) {
      const { IntegrationId = '' } = await client.send(
        new CreateIntegrationCommand({
          ApiId,
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: functionUri(RouteKey.replace('$', '')),
          ...integration,
        }),
      );
      const { RouteId = '' } = await client.send(
        new CreateRouteCommand({
          ApiId,
          RouteKey,
          Target: `integrations/${IntegrationId}`,
          ...(answers ? { RouteResponseSelectionExpression: '$default' } : {}),
          ...route,
        }),
      );
      if (answers) await client.send(new CreateRouteResponseCommand({ ApiId, RouteId, RouteResponseKey: '$default' }));
      return {
        respond: (
          IntegrationResponseKey: string,
          ResponseTemplates: Record<string, string>,
          TemplateSelectionExpression?: string,
        ) =>
          client.send(
            new CreateIntegrationResponseCommand({
              ApiId,
              IntegrationId,
              IntegrationResponseKey,
              ResponseTemplates,
              TemplateSelectionExpression,
            }),
          ),
      };
    },
    async authorizer(name: string, more: Partial<CreateAuthorizerCommandInput> = {}): Promise<string> {
      const { AuthorizerId = '' } = await client.send(
        new CreateAuthorizerCommand({
          ApiId,
          Name: name,
          AuthorizerType: 'REQUEST',
          AuthorizerUri: functionUri(name),
          IdentitySource: ['route.request.querystring.token'],
          ...more,
        }),
      );
      return AuthorizerId;
    },
    post: (ConnectionId: string, Data: string | Uint8Array) =>
      management.send(new PostToConnectionCommand({ ConnectionId, Data })),
    look: (ConnectionId: string) => management.send(new GetConnectionCommand({ ConnectionId })),
    drop: (ConnectionId: string) => management.send(new DeleteConnectionCommand({ ConnectionId })),
  };
}
