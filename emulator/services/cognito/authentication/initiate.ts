import type { AuthFlowType } from '@aws-sdk/client-cognito-identity-provider';
import { allowsFlow, rotatesRefreshTokens } from '../clients/client.ts';
import { checkSecretHash } from '../clients/secret-hash.ts';
import { invalidParameter } from '../errors.ts';
import { custom } from './flows/custom.ts';
import { refresh } from './flows/refresh.ts';
import { userAuth } from './flows/user-auth.ts';
import { userPassword } from './flows/user-password.ts';
import { userSrp } from './flows/user-srp.ts';
import type { Parameters, SignIn, SignInParts, Step } from './sign-in.ts';

type Flow = (parts: SignInParts, signIn: SignIn, parameters: Parameters) => Promise<Step>;

const FLOWS: Readonly<Record<AuthFlowType, Flow>> = {
  USER_SRP_AUTH: userSrp,
  USER_PASSWORD_AUTH: userPassword,
  ADMIN_USER_PASSWORD_AUTH: userPassword,
  ADMIN_NO_SRP_AUTH: userPassword,
  CUSTOM_AUTH: custom,
  REFRESH_TOKEN_AUTH: refresh,
  REFRESH_TOKEN: refresh,
  USER_AUTH: userAuth,
};

/** Flows that only administrators start, and one that only users do. */
const OF_ADMINISTRATORS: readonly AuthFlowType[] = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'];

/**
 * Begins a sign-in.
 *
 * @throws AwsError InvalidParameterException, NotAuthorizedException, UserNotFoundException, UserNotConfirmedException,
 *   PasswordResetRequiredException, and what triggers throw
 */
export async function initiate(
  parts: SignInParts,
  signIn: SignIn,
  flow: AuthFlowType,
  parameters: Parameters,
  admin: boolean,
): Promise<Step> {
  const run: Flow | undefined = FLOWS[flow];
  if (!run) throw invalidParameter(`Unsupported AuthFlow ${flow}`);
  checkFlow(signIn, flow, admin);
  checkSecretOf(parts, signIn, flow, parameters);
  return run(parts, signIn, parameters);
}

function checkFlow({ client }: SignIn, flow: AuthFlowType, admin: boolean): void {
  if (!admin && OF_ADMINISTRATORS.includes(flow)) throw invalidParameter('Initiate Auth method not supported.');
  if (admin && flow === 'USER_PASSWORD_AUTH') throw invalidParameter('Initiate Auth method not supported.');
  if (flow.startsWith('REFRESH_TOKEN') && rotatesRefreshTokens(client)) {
    throw invalidParameter('Refresh token rotation is enabled for this client: call GetTokensFromRefreshToken.');
  }
  if (allowsFlow(client, flow)) return;
  if (admin) throw invalidParameter('Auth flow not enabled for this client');
  throw invalidParameter(
    flow === 'USER_PASSWORD_AUTH'
      ? `${flow} flow not enabled for this client`
      : `${flow} is not enabled for the client.`,
  );
}

function checkSecretOf(
  { users, refreshTokens }: SignInParts,
  { pool, client }: SignIn,
  flow: AuthFlowType,
  { USERNAME = '', SECRET_HASH, REFRESH_TOKEN = '' }: Parameters,
): void {
  if (!client.secret) return;
  // A refresh names nobody: the hash is of a name of the token's user.
  const username = refreshTokens.find(REFRESH_TOKEN)?.username ?? '';
  const user = users.find(pool.id, username);
  const names = flow.startsWith('REFRESH_TOKEN') ? [username, ...Object.values(user?.attributes ?? {})] : [USERNAME];
  checkSecretHash(client, names, SECRET_HASH);
}
