import type {
  AdminUserGlobalSignOutRequest,
  GetTokensFromRefreshTokenRequest,
  GetTokensFromRefreshTokenResponse,
  GlobalSignOutRequest,
  RevokeTokenRequest,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../door/errors.ts';
import type { AnyOperation } from '../../../door/operation.ts';
import { rotate } from '../authentication/flows/refresh.ts';
import { revokesTokens } from '../clients/client.ts';
import { checkSecret } from '../clients/secret-hash.ts';
import type { CognitoParts } from '../parts.ts';
import type { User } from '../users/user.ts';
import * as validate from '../validate.ts';
import { poolOperation, publicOperation } from './declare.ts';

export function tokenOperations(parts: CognitoParts): AnyOperation[] {
  const { account, pools, clients, users, bearers, refreshTokens } = parts;
  return [
    publicOperation<GetTokensFromRefreshTokenRequest, GetTokensFromRefreshTokenResponse>(
      'GetTokensFromRefreshToken',
      async ({ ClientId, ClientSecret, RefreshToken, ClientMetadata }) => {
        const client = clients.get(ClientId);
        checkSecret(client, ClientSecret);
        const signIn = { client, pool: pools.get(client.poolId), clientMetadata: ClientMetadata };
        return { AuthenticationResult: await rotate(parts, signIn, validate.required(RefreshToken, 'refreshToken')) };
      },
    ),
    publicOperation<RevokeTokenRequest, object>('RevokeToken', ({ ClientId, ClientSecret, Token }) => {
      const client = clients.get(ClientId);
      checkSecret(client, ClientSecret);
      const text = validate.required(Token, 'token');
      if (text.split('.').length === 3) {
        throw new AwsError('UnsupportedTokenTypeException', 'Unsupported token type');
      }
      if (!revokesTokens(client)) {
        throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
      }
      const token = refreshTokens.find(text);
      if (token && token.clientId !== client.id) {
        throw new AwsError('UnauthorizedException', 'The token was not issued to this client.');
      }
      if (token) refreshTokens.revoke(token.origin);
      return {};
    }),
    publicOperation<GlobalSignOutRequest, object>('GlobalSignOut', async ({ AccessToken }) => {
      const { user } = await bearers.accept(AccessToken);
      signOut(parts, user);
      return {};
    }),
    poolOperation<AdminUserGlobalSignOutRequest, object>(account, 'AdminUserGlobalSignOut', (input) => {
      signOut(parts, users.get(pools.get(input.UserPoolId), validate.username(input.Username)));
      return {};
    }),
  ];
}

/** Ends all sign-ins of a user; ID tokens stay good until they expire, for nobody asks Cognito about them. */
export function signOut({ users, refreshTokens, clock }: CognitoParts, user: User): void {
  refreshTokens.revokeUser(user.poolId, user.username);
  users.touch({ ...user, signedOutAt: clock.now() });
}
