import type { Account } from '../../runtime/account.ts';
import type { SignInParts } from './authentication/sign-in.ts';
import type { Clients } from './clients/clients.ts';
import type { Groups } from './groups/groups.ts';
import type { Domains } from './pools/domains.ts';
import type { Pools } from './pools/pools.ts';
import type { ResourceServers } from './pools/resource-servers.ts';
import type { Bearers } from './tokens/bearer.ts';
import type { Keys } from './tokens/keys.ts';

/** What operations and resource types choose from. */
export interface CognitoParts extends SignInParts {
  readonly account: Account;
  readonly pools: Pools;
  readonly clients: Clients;
  readonly groups: Groups;
  readonly domains: Domains;
  readonly resourceServers: ResourceServers;
  readonly keys: Keys;
  readonly bearers: Bearers;
  /** Takes a pool away with its keys; succeeds when it is gone already. */
  readonly removePool: (id: string) => void;
}
