import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { ApiParts } from './model/api-parts.ts';
import { ApiStore } from './model/api-store.ts';
import { Apis } from './model/apis.ts';
import { gatewayOperations } from './operations/operations.ts';
import { gatewayResources } from './resources/resources.ts';

export interface ApiGatewayV2Deps {
  readonly store: Store;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface ApiGatewayV2Service extends ServiceDefinition {
  /** What is deployed, of both protocols. */
  readonly apis: ApiStore;
}

/** API Gateway's HTTP and WebSocket APIs (https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html). */
export function createApiGatewayV2(deps: ApiGatewayV2Deps): ApiGatewayV2Service {
  const store = new ApiStore(deps.store);
  const parts = new ApiParts({ ...deps, apis: store });
  const apis = new Apis({ ...deps, apis: store, parts });
  const resetAuthorizers = () => undefined;
  return {
    name: 'apigatewayv2',
    signingName: 'apigateway',
    pathPrefix: '/v2/',
    sdk: '@aws-sdk/client-apigatewayv2',
    protocol: 'rest-json',
    operations: gatewayOperations({ ...deps, store, apis, parts, resetAuthorizers }),
    resources: gatewayResources({ store, apis, parts }),
    apis: store,
  };
}
