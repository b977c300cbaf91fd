import type { JSONWebKeySet } from 'jose';
import type { Account } from '../../runtime/account.ts';
import { poolOfIssuer } from './arns.ts';
import type { Pools } from './pools/pools.ts';
import type { Keys } from './tokens/keys.ts';

/** Where others in the cloud get the keys that tokens are verified with. */
export interface Issuers {
  /** The key set of an issuer; undefined when it is no pool of ours. */
  keys(issuer: string): Promise<JSONWebKeySet> | undefined;
}

export const createIssuers = (account: Account, pools: Pools, keys: Keys): Issuers => ({
  keys(issuer) {
    const pool = pools.find(poolOfIssuer(account, issuer) ?? '');
    return pool && keys.published(pool.id);
  },
});
