import type { ResourceType } from '../../../template/resource-type.ts';
import { eventSourceMappingResource } from '../event-sources/resource.ts';
import type { LambdaParts } from '../parts.ts';
import { aliasResource } from './alias.ts';
import { eventInvokeConfigResource } from './event-invoke-config.ts';
import { functionResource } from './function.ts';
import { layerVersionResource } from './layer-version.ts';
import { layerVersionPermissionResource } from './layer-version-permission.ts';
import { permissionResource } from './permission.ts';
import { versionResource } from './version.ts';

/** Every CloudFormation resource type of Lambda that there is. */
export const lambdaResources = (parts: LambdaParts): ResourceType[] => [
  aliasResource(parts),
  eventInvokeConfigResource(parts),
  eventSourceMappingResource(parts),
  functionResource(parts),
  layerVersionResource(parts),
  layerVersionPermissionResource(parts),
  permissionResource(parts),
  versionResource(parts),
];
