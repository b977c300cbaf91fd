import type { Door } from '../../door/door.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Outbox } from '../../runtime/outbox.ts';
import type { Store } from '../../runtime/store.ts';
import { Sessions } from './authentication/sessions.ts';
import { Clients } from './clients/clients.ts';
import { Codes } from './codes/codes.ts';
import { Groups } from './groups/groups.ts';
import { Messenger } from './messages/messenger.ts';
import { SoftwareTokens } from './mfa/software-token.ts';
import type { CognitoParts } from './parts.ts';
import { Domains } from './pools/domains.ts';
import { Pools } from './pools/pools.ts';
import { ResourceServers } from './pools/resource-servers.ts';
import { Bearers } from './tokens/bearer.ts';
import { TokenIssuer } from './tokens/issuer.ts';
import { Keys } from './tokens/keys.ts';
import { RefreshTokens } from './tokens/refresh-tokens.ts';
import { Triggers } from './triggers/triggers.ts';
import { Passwords } from './users/passwords.ts';
import { Users } from './users/users.ts';
import { CONFIRM_PATH } from './web/confirm-page.ts';

export interface CognitoDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  /** Takes the mails and short messages with codes. */
  readonly outbox: Outbox;
  /** `http://127.0.0.1:4566`, once the port is known. */
  readonly endpoint: () => string;
}

/** Puts the parts of the service together. */
export function composeCognito(deps: CognitoDeps): CognitoParts {
  const triggers = new Triggers(deps);
  const pools = new Pools(deps);
  const clients = new Clients(deps);
  const users = new Users(deps);
  const groups = new Groups(deps);
  const keys = new Keys(deps);
  const refreshTokens = new RefreshTokens(deps);
  const confirmUrl = (query: Readonly<Record<string, string>>) =>
    `${deps.endpoint()}${CONFIRM_PATH}?${new URLSearchParams(query)}`;
  return {
    ...deps,
    triggers,
    pools,
    clients,
    users,
    groups,
    keys,
    refreshTokens,
    domains: new Domains(deps),
    resourceServers: new ResourceServers(deps),
    passwords: new Passwords({ ...deps, users }),
    codes: new Codes(deps),
    sessions: new Sessions(deps),
    softwareTokens: new SoftwareTokens({ ...deps, users }),
    messenger: new Messenger({ ...deps, triggers, confirmUrl }),
    tokens: new TokenIssuer({ ...deps, keys, groups, triggers, refreshTokens }),
    bearers: new Bearers({ ...deps, keys, pools, clients, users, refreshTokens }),
    removePool(id) {
      pools.delete(id);
      keys.forget(id);
    },
  };
}
