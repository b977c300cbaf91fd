import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { rotatesRefreshTokens } from '../../clients/client.ts';
import { missingParameter, notAuthorized, userDisabled, userNotFound } from '../../errors.ts';
import type { RefreshToken } from '../../tokens/refresh-tokens.ts';
import type { User } from '../../users/user.ts';
import type { Parameters, SignIn, SignInParts, Step } from '../sign-in.ts';

/** REFRESH_TOKEN_AUTH: new access and ID tokens; the refresh token stays as it is. */
export async function refresh(parts: SignInParts, signIn: SignIn, { REFRESH_TOKEN }: Parameters): Promise<Step> {
  if (!REFRESH_TOKEN) throw missingParameter('REFRESH_TOKEN');
  const { user, token } = readRefreshToken(parts, signIn, REFRESH_TOKEN);
  const AuthenticationResult = await parts.tokens.goOn({ ...signIn, user, source: 'RefreshTokens' }, token);
  return { AuthenticationResult, ChallengeParameters: {} };
}

/** GetTokensFromRefreshToken: where the client rotates them, with a new refresh token in the place of the old one. */
export async function rotate(parts: SignInParts, signIn: SignIn, text: string): Promise<AuthenticationResultType> {
  const { user, token } = readRefreshToken(parts, signIn, text);
  const result = await parts.tokens.goOn({ ...signIn, user, source: 'RefreshTokens' }, token);
  if (!rotatesRefreshTokens(signIn.client)) return result;
  const grace = signIn.client.settings.RefreshTokenRotation?.RetryGracePeriodSeconds ?? 0;
  // A request that is repeated in time does not give the old token a longer life.
  const RefreshToken =
    token.replacedUntil === undefined
      ? parts.refreshTokens.replace(text, token, grace)
      : parts.refreshTokens.issue({ ...token, replacedUntil: undefined });
  return { ...result, RefreshToken };
}

/** @throws AwsError NotAuthorizedException, UserNotFoundException */
export function readRefreshToken(
  { refreshTokens, users, clock }: SignInParts,
  { pool, client }: SignIn,
  text: string,
): { readonly user: User; readonly token: RefreshToken } {
  const token = refreshTokens.find(text);
  if (!token || token.clientId !== client.id || token.poolId !== pool.id) throw notAuthorized('Invalid Refresh Token');
  if (token.expiresAt <= clock.now()) throw notAuthorized('Refresh Token has expired');
  if (token.replacedUntil !== undefined && token.replacedUntil <= clock.now()) {
    throw notAuthorized('Refresh Token has been revoked');
  }
  const user = users.find(pool.id, token.username);
  if (!user) throw userNotFound();
  if (!user.enabled) throw userDisabled();
  return { user, token };
}
