import type {
  AddLayerVersionPermissionCommandInput,
  AddLayerVersionPermissionCommandOutput,
  GetLayerVersionPolicyCommandInput,
  GetLayerVersionPolicyCommandOutput,
  RemoveLayerVersionPermissionCommandInput,
} from '@aws-sdk/client-lambda';
import { operation } from '../../../door/operation.ts';
import { missing, resourceNotFound } from '../errors.ts';
import { policyDocument } from '../functions/resource-policy.ts';
import type { LayerPermissions } from '../layers/layer-permissions.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import type { Output } from './output.ts';

interface Deps {
  readonly layers: LayerStore;
  readonly layerPermissions: LayerPermissions;
}

interface VersionName {
  readonly LayerName?: string | undefined;
  readonly VersionNumber?: number | undefined;
}

const nameOf = ({ LayerName, VersionNumber = 0 }: VersionName) => {
  if (!LayerName) throw missing('layerName');
  return { name: LayerName.split(':').at(-1) ?? LayerName, version: VersionNumber };
};

const access =
  (action: string, { layers }: Deps) =>
  (input: VersionName) => {
    const { name, version } = nameOf(input);
    return [{ action: `lambda:${action}`, resource: `${layers.arnOf(name)}:${version}` }];
  };

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const addLayerVersionPermission = (deps: Deps) =>
  operation<AddLayerVersionPermissionCommandInput, Output<AddLayerVersionPermissionCommandOutput>>({
    name: 'AddLayerVersionPermission',
    access: access('AddLayerVersionPermission', deps),
    run(input) {
      const { name, version } = nameOf(input);
      const { statement, revisionId } = deps.layerPermissions.add(name, version, input);
      return { Statement: JSON.stringify(statement), RevisionId: revisionId };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const getLayerVersionPolicy = (deps: Deps) =>
  operation<GetLayerVersionPolicyCommandInput, Output<GetLayerVersionPolicyCommandOutput>>({
    name: 'GetLayerVersionPolicy',
    access: access('GetLayerVersionPolicy', deps),
    run(input) {
      const { name, version } = nameOf(input);
      const { policy } = deps.layers.get(name, version);
      if (!policy?.statements.length) throw resourceNotFound('No policy is associated with the given resource.');
      return { Policy: JSON.stringify(policyDocument(policy)), RevisionId: policy.revisionId };
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const removeLayerVersionPermission = (deps: Deps) =>
  operation<RemoveLayerVersionPermissionCommandInput, void>({
    name: 'RemoveLayerVersionPermission',
    access: access('RemoveLayerVersionPermission', deps),
    run(input) {
      const { name, version } = nameOf(input);
      if (!input.StatementId) throw missing('statementId');
      deps.layerPermissions.remove(name, version, input.StatementId);
    },
  });
