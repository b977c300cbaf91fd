import type { ResourceServerType } from '@aws-sdk/client-cognito-identity-provider';
import type { Store } from '../../../runtime/store.ts';
import { invalidParameter, notFound } from '../errors.ts';

export type ResourceServer = Required<Pick<ResourceServerType, 'UserPoolId' | 'Identifier' | 'Name' | 'Scopes'>>;

/** APIs with scopes of their own, which clients of a pool may be allowed to ask for. */
export class ResourceServers {
  readonly #store: Store;

  constructor({ store }: { readonly store: Store }) {
    this.#store = store;
  }

  find(poolId: string, identifier: string): ResourceServer | undefined {
    const sql = 'SELECT record FROM cognito_resource_server WHERE pool_id = ? AND identifier = ?';
    const row = this.#store.get<{ record: string }>(sql, poolId, identifier);
    return row && JSON.parse(row.record);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(poolId: string, identifier: string): ResourceServer {
    const found = this.find(poolId, identifier);
    if (!found) throw notFound(`Resource server ${identifier} does not exist.`);
    return found;
  }

  /** Those whose identifiers follow `after`, in order. */
  *walk(poolId: string, after = ''): Generator<ResourceServer> {
    const sql = 'SELECT record FROM cognito_resource_server WHERE pool_id = ? AND identifier > ? ORDER BY identifier';
    for (const { record } of this.#store.all<{ record: string }>(sql, poolId, after)) yield JSON.parse(record);
  }

  /** @throws AwsError InvalidParameterException when there is one already */
  create(server: ResourceServer): ResourceServer {
    const { UserPoolId = '', Identifier = '' } = server;
    if (this.find(UserPoolId, Identifier)) {
      throw invalidParameter(`${UserPoolId} already has a resource server with identifier ${Identifier}.`);
    }
    return this.write(server);
  }

  write(server: ResourceServer): ResourceServer {
    const { UserPoolId = '', Identifier = '' } = server;
    const sql = 'INSERT OR REPLACE INTO cognito_resource_server VALUES (?, ?, ?)';
    this.#store.run(sql, UserPoolId, Identifier, JSON.stringify(server));
    return server;
  }

  delete(poolId: string, identifier: string): void {
    this.#store.run('DELETE FROM cognito_resource_server WHERE pool_id = ? AND identifier = ?', poolId, identifier);
  }
}
