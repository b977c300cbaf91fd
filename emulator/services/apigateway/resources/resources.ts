import type { ResourceType } from '../../../template/resource-type.ts';
import type { RestApis } from '../model/rest-apis.ts';
import { type AccountResourceDeps, accountResource } from './account.ts';
import { deploymentResource, stageResource } from './deployment.ts';
import { methodResource } from './method.ts';
import {
  authorizerResource,
  gatewayResponseResource,
  modelResource,
  pathResource,
  validatorResource,
} from './parts.ts';
import { restApiResource } from './rest-api.ts';
import { apiKeyResource, usagePlanKeyResource, usagePlanResource } from './usage.ts';

export const restResources = (apis: RestApis, deps: Omit<AccountResourceDeps, 'store'>): ResourceType[] => [
  restApiResource(apis),
  pathResource(apis),
  methodResource(apis),
  authorizerResource(apis),
  validatorResource(apis),
  modelResource(apis),
  gatewayResponseResource(apis),
  deploymentResource(apis),
  stageResource(apis),
  usagePlanResource(apis),
  apiKeyResource(apis),
  usagePlanKeyResource(apis),
  accountResource({ ...deps, store: apis.store }),
];
