import type { ResourceType } from '../../../template/resource-type.ts';
import type { Apis } from '../model/apis.ts';
import { apiResource } from './api.ts';
import { authorizerResource } from './authorizer.ts';
import { deploymentResource } from './deployment.ts';
import { integrationResource } from './integration.ts';
import { modelResource } from './model.ts';
import type { PartResourceDeps } from './part.ts';
import { integrationResponseResource, routeResponseResource } from './responses.ts';
import { routeResource } from './route.ts';
import { stageResource } from './stage.ts';

export const gatewayResources = (deps: PartResourceDeps & { readonly apis: Apis }): ResourceType[] => [
  apiResource(deps),
  routeResource(deps),
  routeResponseResource(deps),
  integrationResource(deps),
  integrationResponseResource(deps),
  authorizerResource(deps),
  modelResource(deps),
  stageResource(deps),
  deploymentResource(deps),
];
