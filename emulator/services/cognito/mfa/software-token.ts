import { AwsError } from '../../../door/errors.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { invalidParameter } from '../errors.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import type { Users } from '../users/users.ts';
import { base32, stepOf } from './totp.ts';

interface Deps {
  readonly users: Users;
  readonly clock: Clock;
  readonly ids: Ids;
}

const SECRET_BYTES = 32;

/** Codes from an authenticator app. */
export class SoftwareTokens {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * Gives the user a new secret, which counts once a code has been verified.
   *
   * @throws AwsError SoftwareTokenMFANotFoundException
   */
  associate(pool: UserPool, user: User): string {
    if (pool.mfa.configuration === 'OFF' || !pool.mfa.softwareToken) {
      throw new AwsError(
        'SoftwareTokenMFANotFoundException',
        'Software Token MFA has not been enabled for the userPool.',
      );
    }
    const secret = base32(Buffer.from(this.#deps.ids.hex(SECRET_BYTES * 2), 'hex'));
    this.#deps.users.touch({ ...user, mfa: { ...user.mfa, secret, verified: false, lastStep: undefined } });
    return secret;
  }

  /** @throws AwsError EnableSoftwareTokenMFAException, InvalidParameterException */
  verify(user: User, code: string): User {
    const { secret } = user.mfa;
    if (!secret) throw invalidParameter('Software token is not associated with the user.');
    const step = stepOf(secret, code, this.#deps.clock.now());
    if (step === undefined) throw new AwsError('EnableSoftwareTokenMFAException', 'Code mismatch');
    // The code that proved the app may also be the one of the first sign-in.
    return this.#deps.users.touch({ ...user, mfa: { ...user.mfa, verified: true } });
  }

  /** @throws AwsError CodeMismatchException, ExpiredCodeException for a code that was used */
  check(user: User, code: string): User {
    const { secret = '', lastStep = 0 } = user.mfa;
    const step = secret ? stepOf(secret, code, this.#deps.clock.now()) : undefined;
    if (step === undefined) throw new AwsError('CodeMismatchException', 'Invalid code received for user');
    if (step <= lastStep) {
      throw new AwsError('ExpiredCodeException', 'Your software token has already been used once.');
    }
    return this.#deps.users.touch({ ...user, mfa: { ...user.mfa, lastStep: step } });
  }
}
