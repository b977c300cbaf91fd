import type {
  CreateDeploymentCommandInput,
  CreateResourceCommandInput,
  CreateRestApiCommandInput,
  CreateStageCommandInput,
  DeleteDeploymentCommandInput,
  DeleteResourceCommandInput,
  DeleteRestApiCommandInput,
  DeleteStageCommandInput,
  GetDeploymentCommandInput,
  GetDeploymentsCommandInput,
  GetResourceCommandInput,
  GetResourcesCommandInput,
  GetRestApiCommandInput,
  GetRestApisCommandInput,
  GetStageCommandInput,
  GetStagesCommandInput,
} from '@aws-sdk/client-api-gateway';
import type { AnyOperation } from '../../../door/operation.ts';
import { badRequest } from '../errors.ts';
import type { RestApis } from '../model/rest-apis.ts';
import { type Declare, page } from './declare.ts';
import { shown } from './shapes.ts';

/** REST APIs, their resources, deployments and stages. */
export function apiOperations(apis: RestApis, declare: Declare): AnyOperation[] {
  const { store } = apis;
  const known = (id: string | undefined) => store.get(id ?? '', 'api', id);
  const withMethods = (api: string, resource: { readonly id: string }) => {
    const own = store.list(api, 'method').filter(({ resourceId }) => resourceId === resource.id);
    const resourceMethods = Object.fromEntries(own.map(({ resourceId: _, ...method }) => [method.httpMethod, method]));
    return own.length > 0 ? { ...resource, resourceMethods } : resource;
  };
  return [
    declare<CreateRestApiCommandInput>('CreateRestApi', (input) => {
      if (input.cloneFrom ?? input.policy) throw badRequest('The emulator has no cloneFrom and no resource policies.');
      const { cloneFrom: _c, policy: _p, endpointAccessMode: _e, securityPolicy: _s, ...draft } = input;
      return shown(apis.create(draft));
    }),
    declare<GetRestApiCommandInput>('GetRestApi', ({ restApiId }) => shown(known(restApiId))),
    declare<GetRestApisCommandInput>('GetRestApis', (input) => {
      const { items, ...position } = page(store.apis(), input);
      return { items: items.map(shown), ...position };
    }),
    declare<DeleteRestApiCommandInput>('DeleteRestApi', ({ restApiId }) => {
      store.deleteApi(known(restApiId).id);
      return {};
    }),
    declare<CreateResourceCommandInput>('CreateResource', ({ restApiId, parentId, pathPart }) =>
      apis.createResource(known(restApiId).id, parentId, pathPart),
    ),
    declare<GetResourceCommandInput>('GetResource', ({ restApiId, resourceId }) => {
      const { id } = known(restApiId);
      return withMethods(id, store.get(id, 'resource', resourceId));
    }),
    declare<GetResourcesCommandInput>('GetResources', (input) => {
      const { id } = known(input.restApiId);
      const { items, ...position } = page(store.list(id, 'resource'), input);
      return { items: items.map((resource) => withMethods(id, resource)), ...position };
    }),
    declare<DeleteResourceCommandInput>('DeleteResource', ({ restApiId, resourceId }) => {
      const { id, rootResourceId } = known(restApiId);
      if (resourceId === rootResourceId) throw badRequest('Cannot delete root resource');
      apis.deleteResource(id, store.get(id, 'resource', resourceId).id);
      return {};
    }),
    declare<CreateDeploymentCommandInput>('CreateDeployment', ({ restApiId, description, stageName, variables }) => {
      const { id } = known(restApiId);
      const deployment = apis.deploy(id, description);
      if (stageName) {
        const previous = store.find(id, 'stage', stageName);
        const draft = { ...previous, ...(variables ? { variables } : {}), stageName, deploymentId: deployment.id };
        apis.putStage(id, draft, { isNew: false });
      }
      return shown(deployment);
    }),
    declare<GetDeploymentCommandInput>('GetDeployment', ({ restApiId, deploymentId }) =>
      shown(store.get(known(restApiId).id, 'deployment', deploymentId)),
    ),
    declare<GetDeploymentsCommandInput>('GetDeployments', (input) => {
      const { items, ...position } = page(store.list(known(input.restApiId).id, 'deployment'), input);
      return { items: items.map(shown), ...position };
    }),
    declare<DeleteDeploymentCommandInput>('DeleteDeployment', ({ restApiId, deploymentId }) => {
      const { id } = known(restApiId);
      const deployment = store.get(id, 'deployment', deploymentId);
      if (store.list(id, 'stage').some((stage) => stage.deploymentId === deployment.id)) {
        throw badRequest('Active stages pointing to this deployment must be moved or deleted');
      }
      store.delete(id, 'deployment', deployment.id);
      return {};
    }),
    declare<CreateStageCommandInput>(
      'CreateStage',
      ({ restApiId, stageName, deploymentId, description, variables, tags }) =>
        shown(
          apis.putStage(
            known(restApiId).id,
            { stageName, deploymentId, description, variables, tags },
            { isNew: true },
          ),
        ),
    ),
    declare<GetStageCommandInput>('GetStage', ({ restApiId, stageName }) =>
      shown(store.get(known(restApiId).id, 'stage', stageName)),
    ),
    declare<GetStagesCommandInput>('GetStages', ({ restApiId, deploymentId }) => {
      const stages = store.list(known(restApiId).id, 'stage');
      const wanted = stages.filter((stage) => deploymentId === undefined || stage.deploymentId === deploymentId);
      return { item: wanted.map(shown) };
    }),
    declare<DeleteStageCommandInput>('DeleteStage', ({ restApiId, stageName }) => {
      const { id } = known(restApiId);
      store.delete(id, 'stage', store.get(id, 'stage', stageName).stageName);
      return {};
    }),
  ];
}
