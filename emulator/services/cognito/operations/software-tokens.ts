import type {
  AssociateSoftwareTokenRequest,
  AssociateSoftwareTokenResponse,
  VerifySoftwareTokenRequest,
  VerifySoftwareTokenResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../../door/errors.ts';
import type { AnyOperation } from '../../../door/operation.ts';
import { invalidParameter, invalidSession } from '../errors.ts';
import type { CognitoParts } from '../parts.ts';
import * as validate from '../validate.ts';
import { publicOperation } from './declare.ts';

/** Sets an authenticator app up: by an access token, or within a sign-in that asks for it. */
export function softwareTokenOperations(parts: CognitoParts): AnyOperation[] {
  const { bearers, pools, users, sessions, softwareTokens } = parts;
  return [
    publicOperation<AssociateSoftwareTokenRequest, AssociateSoftwareTokenResponse>(
      'AssociateSoftwareToken',
      async ({ AccessToken, Session }) => {
        if (AccessToken) {
          const { pool, user } = await bearers.accept(AccessToken);
          return { SecretCode: softwareTokens.associate(pool, user) };
        }
        if (!Session) throw invalidParameter('Either AccessToken or Session is required.');
        const { session, user } = setup(Session);
        const secret = softwareTokens.associate(pools.get(session.poolId), user);
        return { SecretCode: secret, Session: sessions.open(session) };
      },
    ),
    publicOperation<VerifySoftwareTokenRequest, VerifySoftwareTokenResponse>(
      'VerifySoftwareToken',
      async ({ AccessToken, Session, UserCode }) => {
        const code = validate.required(UserCode, 'userCode');
        if (AccessToken) {
          softwareTokens.verify((await bearers.accept(AccessToken)).user, code);
          return { Status: 'SUCCESS' };
        }
        if (!Session) throw invalidParameter('Either AccessToken or Session is required.');
        const { session, state, user } = setup(Session);
        try {
          softwareTokens.verify(user, code);
        } catch (error) {
          // A code that was mistyped: the session is there for the next one.
          if (error instanceof AwsError) sessions.putBack(Session, session);
          throw error;
        }
        return { Status: 'SUCCESS', Session: sessions.open({ ...session, state: { ...state, verified: true } }) };
      },
    ),
  ];

  function setup(token: string) {
    const session = sessions.take(token);
    const { state } = session;
    const user = users.find(session.poolId, session.username);
    if (state.kind !== 'MFA_SETUP' || !user) throw invalidSession();
    return { session, state, user };
  }
}
