import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { notAuthorized, tooManyPasswords, usedPassword, wrongPassword } from '../errors.ts';
import {
  FAILURES_FORGOTTEN_MINUTES,
  FREE_PASSWORD_FAILURES,
  LONGEST_LOCKOUT_SECONDS,
  TEMPORARY_PASSWORD_DAYS,
} from '../limits.ts';
import { checkPassword } from '../pools/password-policy.ts';
import type { UserPool } from '../pools/user-pool.ts';
import { isPassword, makeVerifier } from '../srp/verifier.ts';
import type { User } from './user.ts';
import type { Users } from './users.ts';

interface Deps {
  readonly users: Users;
  readonly clock: Clock;
  readonly ids: Ids;
}

const SALT_HEX_DIGITS = 32;
const DAY_MILLISECONDS = 86_400_000;
const MINUTE_MILLISECONDS = 60_000;

interface PasswordOptions {
  /** Good for a few days, and to be changed at the first sign-in. */
  readonly temporary?: boolean;
  /** Whether the pool's policy counts: not for those whom another system has let in with it. Default true. */
  readonly checked?: boolean;
}

/** Sets passwords and checks them; wrong ones slow the next attempt down. */
export class Passwords {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * The user with a new password, not stored yet.
   *
   * @throws AwsError InvalidPasswordException, PasswordHistoryPolicyViolationException
   */
  set(pool: UserPool, user: User, password: string, { temporary = false, checked = true }: PasswordOptions = {}): User {
    const { clock, ids } = this.#deps;
    if (checked) checkPassword(pool, password);
    const policy = pool.settings.Policies?.PasswordPolicy;
    const remembered = [...(user.password ? [user.password] : []), ...(user.passwordHistory ?? [])].slice(
      0,
      policy?.PasswordHistorySize ?? 0,
    );
    if (remembered.some((verifier) => isPassword(user, verifier, password))) throw usedPassword();
    const days = policy?.TemporaryPasswordValidityDays ?? TEMPORARY_PASSWORD_DAYS;
    return {
      ...user,
      password: makeVerifier(user, password, ids.hex(SALT_HEX_DIGITS)),
      passwordHistory: remembered,
      passwordExpiresAt: temporary ? clock.now() + days * DAY_MILLISECONDS : undefined,
      failures: undefined,
    };
  }

  /** @throws AwsError NotAuthorizedException while wrong passwords keep the user locked out */
  checkLock({ failures }: User): void {
    if (failures && this.#deps.clock.now() < failures.at + lockSeconds(failures.count) * 1_000)
      throw tooManyPasswords();
  }

  /** @throws AwsError NotAuthorizedException: wrong, locked, or a temporary password that has ended */
  check(user: User, password: string): void {
    this.checkLock(user);
    this.settle(user, user.password !== undefined && isPassword(user, user.password, password));
  }

  /**
   * Counts a password that was right or wrong.
   *
   * @throws AwsError NotAuthorizedException when it was wrong, or temporary and too old
   */
  settle(user: User, right: boolean): void {
    const { users, clock } = this.#deps;
    const now = clock.now();
    if (!right) {
      const recent = user.failures && now < user.failures.at + FAILURES_FORGOTTEN_MINUTES * MINUTE_MILLISECONDS;
      users.touch({ ...user, failures: { count: (recent ? (user.failures?.count ?? 0) : 0) + 1, at: now } });
      throw wrongPassword();
    }
    if (user.failures) users.touch({ ...user, failures: undefined });
    if (user.passwordExpiresAt !== undefined && user.passwordExpiresAt <= now) {
      throw expiredTemporaryPassword();
    }
  }
}

const expiredTemporaryPassword = () =>
  notAuthorized('Temporary password has expired and must be reset by an administrator.');

/** One second from the fifth failure on, and twice as long after each further one. */
function lockSeconds(failures: number): number {
  if (failures < FREE_PASSWORD_FAILURES) return 0;
  return Math.min(2 ** (failures - FREE_PASSWORD_FAILURES), LONGEST_LOCKOUT_SECONDS);
}
