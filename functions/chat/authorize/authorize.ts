import { findToken, type Handshake } from './find-token.ts';

/** What is known of the bearer of a good token. */
export interface VerifiedToken {
  readonly userId: string;
  /** What the others call him; access tokens do not say. */
  readonly userName?: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface AuthorizePorts {
  /** @returns nothing when the token is not one of our user pool's, for our client, and good now */
  verify(token: string): Promise<VerifiedToken | undefined>;
}

/** Who has no good token. */
const NOBODY = 'nobody';

/**
 * Lets a handshake with a good token through to `$connect`, and hands on who it is.
 *
 * To any other API Gateway answers 403. To fail with the word `Unauthorized`, to which it would answer 401, is to fail: it counts as an error
 * of the function, so that whoever comes with an old token would wake the operators, and take back a deployment that is under way.
 *
 * @param methodArn what is asked for
 */
export async function authorize(handshake: Handshake, methodArn: string, ports: AuthorizePorts) {
  const token = findToken(handshake);
  const verified = token === undefined ? undefined : await ports.verify(token);
  if (!verified) return { principalId: NOBODY, policyDocument: invocation('Deny', methodArn) };
  const { userId, userName, expiresAt } = verified;
  return {
    principalId: userId,
    policyDocument: invocation('Allow', methodArn),
    // Reaches every function of the connection; texts and numbers only.
    context: { userId, tokenExpiresAt: String(expiresAt), ...(userName !== undefined && { userName }) },
  };
}

function invocation(Effect: 'Allow' | 'Deny', Resource: string) {
  return { Version: '2012-10-17', Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] };
}
