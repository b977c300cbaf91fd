import type { CustomDomainConfigType } from '@aws-sdk/client-cognito-identity-provider';
import type { Store } from '../../../runtime/store.ts';
import { invalidParameter } from '../errors.ts';

export interface PoolDomain {
  /** A prefix, or a whole host name when it has a certificate. */
  readonly domain: string;
  readonly poolId: string;
  readonly custom?: CustomDomainConfigType | undefined;
  readonly managedLoginVersion: number;
}

/** The domains that pools were given. No page is served under them: SUPPORT.md says so. */
export class Domains {
  readonly #store: Store;

  constructor({ store }: { readonly store: Store }) {
    this.#store = store;
  }

  find(domain: string): PoolDomain | undefined {
    const row = this.#store.get<{ record: string }>('SELECT record FROM cognito_domain WHERE domain = ?', domain);
    return row && JSON.parse(row.record);
  }

  ofPool(poolId: string): PoolDomain[] {
    const rows = this.#store.all<{ record: string }>('SELECT record FROM cognito_domain WHERE pool_id = ?', poolId);
    return rows.map(({ record }) => JSON.parse(record));
  }

  /** @throws AwsError InvalidParameterException */
  create(domain: PoolDomain): PoolDomain {
    if (!domain.custom && !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(domain.domain)) {
      throw invalidParameter(`Domain: ${domain.domain} is not valid: lower-case letters, digits and hyphens.`);
    }
    if (/aws|amazon|cognito/.test(domain.domain))
      throw invalidParameter('Domain cannot contain reserved word: cognito');
    if (this.find(domain.domain)) throw invalidParameter('Domain already associated with another user pool.');
    const first = this.ofPool(domain.poolId).find(({ custom }) => !custom === !domain.custom);
    if (first) throw invalidParameter(`Domain already exists in user pool: ${first.domain}.`);
    return this.write(domain);
  }

  write(domain: PoolDomain): PoolDomain {
    const sql = 'INSERT OR REPLACE INTO cognito_domain VALUES (?, ?, ?)';
    this.#store.run(sql, domain.domain, domain.poolId, JSON.stringify(domain));
    return domain;
  }

  delete(domain: string): void {
    this.#store.run('DELETE FROM cognito_domain WHERE domain = ?', domain);
  }
}
