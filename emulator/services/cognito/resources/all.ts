import type { ResourceType } from '../../../template/resource-type.ts';
import type { CognitoParts } from '../parts.ts';
import { logDeliveryResource, riskConfigurationResource } from './inert.ts';
import { resourceServerResource } from './resource-server.ts';
import { userPoolResource } from './user-pool.ts';
import { userPoolClientResource } from './user-pool-client.ts';
import { userPoolDomainResource } from './user-pool-domain.ts';
import { userPoolGroupResource } from './user-pool-group.ts';
import { userPoolUserResource } from './user-pool-user.ts';
import { userToGroupResource } from './user-to-group.ts';

export const cognitoResources = (parts: CognitoParts): ResourceType[] => [
  userPoolResource(parts),
  userPoolClientResource(parts),
  userPoolGroupResource(parts),
  userPoolUserResource(parts),
  userToGroupResource(parts),
  userPoolDomainResource(parts),
  resourceServerResource(parts),
  riskConfigurationResource(),
  logDeliveryResource(),
];
