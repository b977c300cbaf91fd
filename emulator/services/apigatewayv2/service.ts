import type { ServiceDefinition } from '../../door/service.ts';
import type { BrowserGuard } from '../../door/wire/browser-guard.ts';
import type { Handler } from '../../door/wire/server.ts';
import { EXECUTE_API_PATH } from '../../runtime/local-urls.ts';
import type { Store } from '../../runtime/store.ts';
import { executeApiHandler, type OtherApis } from './execute-api.ts';
import type { HttpGatewayDeps } from './http/deps.ts';
import { HttpGateway } from './http/http-gateway.ts';
import { ApiParts } from './model/api-parts.ts';
import { ApiStore } from './model/api-store.ts';
import { Apis } from './model/apis.ts';
import { gatewayOperations } from './operations/operations.ts';
import { gatewayResources } from './resources/resources.ts';
import { connectionsHandler } from './websocket/connections-handler.ts';

export interface ApiGatewayV2Deps extends HttpGatewayDeps {
  readonly guard: BrowserGuard;
  readonly store: Store;
  /** Whatever else is reached at `/execute-api/`: REST APIs. */
  readonly otherApis?: readonly OtherApis[];
}

export interface ApiGatewayV2Service extends ServiceDefinition {
  /** What is deployed, of both protocols. */
  readonly apis: ApiStore;
  readonly mounts: ReadonlyMap<string, Handler>;
}

const GAPS = [
  'No custom domain names, API mappings, VPC links, portals, routing rules, and no import or export of OpenAPI documents.',
  'HTTP APIs: the integrations Kinesis-PutRecord, AppConfig-GetConfiguration and SQS in another region are refused by name; mutual TLS is not there.',
  'A stage with AutoDeploy serves every change at once; the deployments that AWS would list for it are not kept.',
  "Events name AWS's host in domainName; x-forwarded-proto and x-forwarded-port tell how this emulator was reached.",
];

/** API Gateway's HTTP and WebSocket APIs (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html). */
export function createApiGatewayV2(deps: ApiGatewayV2Deps): ApiGatewayV2Service {
  const store = new ApiStore(deps.store);
  const parts = new ApiParts({ ...deps, apis: store });
  const apis = new Apis({ ...deps, apis: store, parts });
  const http = new HttpGateway(deps, store);
  const resetAuthorizers = (apiId: string, stage: string) => http.authorizers.reset(apiId, stage);
  const handler = executeApiHandler({
    apis: store,
    http,
    connections: connectionsHandler(deps),
    others: deps.otherApis ?? [],
  });
  return {
    name: 'apigatewayv2',
    signingName: 'apigateway',
    pathPrefix: '/v2/',
    sdk: '@aws-sdk/client-apigatewayv2',
    protocol: 'rest-json',
    operations: gatewayOperations({ ...deps, store, apis, parts, resetAuthorizers }),
    resources: gatewayResources({ store, apis, parts }),
    mounts: new Map([[EXECUTE_API_PATH, handler]]),
    gaps: GAPS,
    stop: () => http.flushed(),
    apis: store,
  };
}
