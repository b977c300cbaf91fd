import { AwsError } from '../../door/errors.ts';
import type { Credentials, Identities } from '../../door/identities.ts';
import { accountPrincipal, type Principal, rolePrincipal } from '../../door/principal.ts';
import type { Account } from '../../runtime/account.ts';
import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import { parsePolicy, type Statement } from './policy/document.ts';
import type { Role, Roles } from './roles.ts';

interface Deps {
  readonly roles: Roles;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface Session {
  readonly principal: Principal;
  readonly expiresAt: number;
}

/** The longest that a function's keys are good for; its environment is gone before. */
const DEFAULT_DURATION_SECONDS = 12 * 60 * 60;
/** Sessions above which expired ones are looked for and dropped. */
const SESSIONS_BEFORE_SWEEP = 1_000;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html, RoleSessionName */
const NOT_IN_SESSION_NAME = /[^\w+=,.@-]/g;
const SESSION_NAME_LENGTH = 64;

/** Sessions live with the process: what holds their keys does, too. */
export function createIdentities({ roles, account, clock, ids }: Deps): Identities {
  const sessions = new Map<string, Session>();
  const parsedTrusts = new WeakMap<Role, readonly Statement[]>();
  return {
    principalFor(accessKeyId) {
      const session = accessKeyId ? sessions.get(accessKeyId) : undefined;
      if (!session) return accountPrincipal(account);
      if (session.expiresAt > clock.now()) return session.principal;
      throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired', {
        status: 403,
      });
    },

    assumeForService(roleArn, service, sessionName) {
      const role = roles.findByArn(roleArn);
      const trusted = role && trustOf(role).some((statement) => trusts(statement, service));
      if (role && trusted) {
        const name = sessionName.replace(NOT_IN_SESSION_NAME, '-').slice(0, SESSION_NAME_LENGTH);
        return rolePrincipal(account, role.name, name);
      }
      const why = role ? 'its trust policy does not name the service' : 'the role does not exist';
      throw new AwsError('AccessDenied', `${service} is not authorized to assume the role ${roleArn}: ${why}`, {
        status: 403,
      });
    },

    issueCredentials(principal, durationSeconds = DEFAULT_DURATION_SECONDS): Credentials {
      if (sessions.size > SESSIONS_BEFORE_SWEEP) sweep();
      const expiresAt = clock.now() + durationSeconds * 1_000;
      const accessKeyId = `ASIA${ids.letters(16)}`;
      sessions.set(accessKeyId, { principal, expiresAt });
      return { accessKeyId, secretAccessKey: ids.hex(40), sessionToken: `IQoJb3JpZ2lu${ids.hex(64)}`, expiresAt };
    },
  };

  function trustOf(role: Role): readonly Statement[] {
    const known = parsedTrusts.get(role) ?? parsePolicy(role.trustPolicy);
    parsedTrusts.set(role, known);
    return known;
  }

  function sweep(): void {
    for (const [key, { expiresAt }] of sessions) if (expiresAt <= clock.now()) sessions.delete(key);
  }
}

function trusts({ Effect, Action, Principal }: Statement, service: string): boolean {
  const assumes = (Action ?? []).some((action) => ['sts:AssumeRole', 'sts:*', '*'].includes(action));
  return Effect === 'Allow' && assumes && (Principal?.Service ?? []).includes(service);
}
