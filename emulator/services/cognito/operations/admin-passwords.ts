import type {
  AdminResetUserPasswordRequest,
  AdminSetUserPasswordRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { invalidParameter } from '../errors.ts';
import { recoveryContact } from '../messages/delivery.ts';
import type { CognitoParts } from '../parts.ts';
import type { UserPool } from '../pools/user-pool.ts';
import type { User } from '../users/user.ts';
import * as validate from '../validate.ts';
import { poolOperation } from './declare.ts';

/** What administrators do with passwords of others. */
export function adminPasswordOperations(parts: CognitoParts): AnyOperation[] {
  const { account, pools, users, codes, messenger } = parts;
  return [
    poolOperation<AdminSetUserPasswordRequest, object>(account, 'AdminSetUserPassword', (input) => {
      const pool = pools.get(input.UserPoolId);
      const user = users.get(pool, validate.username(input.Username));
      setPassword(parts, pool, user, validate.password(input.Password), input.Permanent ?? false);
      return {};
    }),
    poolOperation<AdminResetUserPasswordRequest, object>(account, 'AdminResetUserPassword', async (input) => {
      const pool = pools.get(input.UserPoolId);
      const user = users.get(pool, validate.username(input.Username));
      const to = recoveryContact(pool, user);
      if (!to) {
        throw invalidParameter(
          'Cannot reset password for the user as there is no registered/verified email or phone_number',
        );
      }
      const reset = users.save(pool, { ...user, status: 'RESET_REQUIRED' });
      const code = codes.make(reset, 'reset', reset.attributes[to] ?? '');
      const message = { pool, user: reset, source: 'ForgotPassword', to, code } as const;
      await messenger.send({ ...message, clientMetadata: input.ClientMetadata });
      return {};
    }),
  ];
}

/** @param permanent whether it need not be changed at the first sign-in */
export function setPassword(
  { users, passwords }: CognitoParts,
  pool: UserPool,
  user: User,
  password: string,
  permanent: boolean,
): User {
  const changed = passwords.set(pool, user, password, { temporary: !permanent });
  return users.save(pool, { ...changed, status: permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD' });
}
