import type { ServiceDefinition } from '../../door/service.ts';
import type { Store } from '../../runtime/store.ts';
import type { OtherApis } from '../apigatewayv2/execute-api.ts';
import type { HttpGatewayDeps } from '../apigatewayv2/http/deps.ts';
import { RestGateway } from './http/rest-gateway.ts';
import { RestApis } from './model/rest-apis.ts';
import { RestStages } from './model/rest-stages.ts';
import { RestStore } from './model/rest-store.ts';
import { restOperations } from './operations/operations.ts';
import { restResources } from './resources/resources.ts';

export interface ApiGatewayDeps extends HttpGatewayDeps {
  readonly store: Store;
}

export interface ApiGatewayService extends ServiceDefinition {
  /** Answers requests to REST APIs. */
  readonly restApis: OtherApis;
}

const GAPS = [
  'Integrations are AWS_PROXY (functions), HTTP_PROXY and MOCK; AWS and HTTP integrations, and mapping templates that are more than static text, are refused by name.',
  'No import of OpenAPI documents (Body), resource policies, private endpoints, VPC links, caching, canaries, client certificates, custom domain names, and documentation.',
  'Quotas of usage plans count from the start of the emulator on.',
  'Execution logs are not written; access logs are.',
  'A Lambda authorizer that denies explicitly answers as one that does not allow.',
];

/** API Gateway's REST APIs (https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html). */
export function createApiGateway(deps: ApiGatewayDeps): ApiGatewayService {
  const store = new RestStore(deps);
  const apis = new RestApis({ store, clock: deps.clock });
  const gateway = new RestGateway(deps, store, new RestStages(store, deps.account));
  return {
    name: 'apigateway',
    signingName: 'apigateway',
    sdk: '@aws-sdk/client-api-gateway',
    protocol: 'rest-json',
    operations: restOperations(apis, deps.account),
    resources: restResources(apis, deps),
    gaps: GAPS,
    stop: () => gateway.flushed(),
    restApis: gateway,
  };
}
