import type { AnyOperation } from '../../../door/operation.ts';
import type { Account } from '../../../runtime/account.ts';
import type { ApiParts } from '../model/api-parts.ts';
import type { ApiStore } from '../model/api-store.ts';
import type { Apis } from '../model/apis.ts';
import { authorizerDefinition } from '../model/authorizer.ts';
import { deploymentDefinition } from '../model/deployment.ts';
import { integrationDefinition } from '../model/integration.ts';
import { modelDefinition } from '../model/model.ts';
import { integrationResponseDefinition, routeResponseDefinition } from '../model/responses.ts';
import { routeDefinition } from '../model/route.ts';
import { stageDefinition } from '../model/stage.ts';
import { apiOperations } from './apis.ts';
import { partOperations } from './parts.ts';
import { settingOperations } from './settings.ts';
import { tagOperations } from './tags.ts';

export interface OperationDeps {
  readonly store: ApiStore;
  readonly apis: Apis;
  readonly parts: ApiParts;
  readonly account: Account;
  readonly resetAuthorizers: (apiId: string, stage: string) => void;
}

/** The control plane of HTTP and WebSocket APIs. */
export function gatewayOperations(deps: OperationDeps): AnyOperation[] {
  return [
    ...apiOperations(deps),
    ...partOperations(deps, routeDefinition),
    ...partOperations(deps, routeResponseDefinition),
    ...partOperations(deps, integrationDefinition),
    ...partOperations(deps, integrationResponseDefinition),
    ...partOperations(deps, authorizerDefinition),
    ...partOperations(deps, modelDefinition),
    ...partOperations(deps, stageDefinition, { idOf: ({ StageName }) => StageName ?? '' }),
    ...partOperations(deps, deploymentDefinition, {
      afterCreate: (apiId, { DeploymentId }) => deps.store.freeze(apiId, DeploymentId),
    }),
    ...settingOperations(deps),
    ...tagOperations(deps),
  ];
}
