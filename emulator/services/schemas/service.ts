import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Store } from '../../runtime/store.ts';
import { schemasAccess } from './operations/access.ts';
import { registryOperations } from './operations/registries.ts';
import { schemaOperations } from './operations/schemas.ts';
import { tagOperations } from './operations/tags.ts';
import { versionOperations } from './operations/versions.ts';
import { Registries } from './registries.ts';
import { registryResource } from './resources/registry.ts';
import { schemaResource } from './resources/schema.ts';
import { Schemas } from './schemas.ts';
import { MIGRATIONS } from './tables.ts';

export interface SchemasDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly account: Account;
}

/** The EventBridge schema registry: contracts of events, in versions. Schema discovery and code bindings are not here. */
export function createSchemas(deps: SchemasDeps): ServiceDefinition {
  deps.store.migrate('schemas', MIGRATIONS);
  const registries = new Registries(deps);
  const schemas = new Schemas({ ...deps, registries });
  const parts = { registries, schemas, access: schemasAccess(deps.account) };
  return {
    name: 'schemas',
    signingName: 'schemas',
    sdk: '@aws-sdk/client-schemas',
    protocol: 'rest-json',
    accessDeniedCode: 'ForbiddenException',
    operations: [
      ...registryOperations(parts),
      ...schemaOperations(parts),
      ...versionOperations(parts),
      ...tagOperations(parts),
    ],
    gaps: ['No discoverers and no code bindings.'],
    resources: [registryResource(registries), schemaResource(schemas)],
  };
}
