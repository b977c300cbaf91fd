import type {
  ChangePasswordRequest,
  ChangePasswordResponse,
  DeleteUserRequest,
  GetUserAuthFactorsRequest,
  GetUserAuthFactorsResponse,
  GetUserRequest,
  GetUserResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import type { AnyOperation } from '../../../door/operation.ts';
import { readsAttribute } from '../clients/client-attributes.ts';
import type { CognitoParts } from '../parts.ts';
import { describeAttributes, describeFactors } from '../users/describe.ts';
import * as validate from '../validate.ts';
import { publicOperation } from './declare.ts';

/** What users do with themselves, by an access token. */
export function ownUserOperations({ bearers, users, passwords }: CognitoParts): AnyOperation[] {
  return [
    publicOperation<GetUserRequest, GetUserResponse>('GetUser', async ({ AccessToken }) => {
      const { user, client } = await bearers.accept(AccessToken);
      const shown = describeAttributes(user).filter(({ Name = '' }) => readsAttribute(client, Name));
      return { Username: user.username, UserAttributes: shown, ...describeFactors(user) };
    }),
    publicOperation<GetUserAuthFactorsRequest, GetUserAuthFactorsResponse>(
      'GetUserAuthFactors',
      async ({ AccessToken }) => {
        const { user, pool } = await bearers.accept(AccessToken);
        const allowed = pool.settings.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];
        return {
          Username: user.username,
          ...describeFactors(user),
          ConfiguredUserAuthFactors: allowed.filter(
            (factor) =>
              (factor === 'PASSWORD' && user.password) ||
              (factor === 'EMAIL_OTP' && user.attributes.email) ||
              (factor === 'SMS_OTP' && user.attributes.phone_number),
          ),
        };
      },
    ),
    publicOperation<ChangePasswordRequest, ChangePasswordResponse>('ChangePassword', async (input) => {
      const { user, pool } = await bearers.accept(input.AccessToken);
      const next = validate.password(input.ProposedPassword, 'proposedPassword');
      if (user.password) passwords.check(user, validate.password(input.PreviousPassword, 'previousPassword'));
      users.save(pool, passwords.set(pool, user, next));
      return {};
    }),
    publicOperation<DeleteUserRequest, object>('DeleteUser', async ({ AccessToken }) => {
      users.delete((await bearers.accept(AccessToken)).user);
      return {};
    }),
  ];
}
