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
  /** @throws Error when the token is not one of our user pool's, for our client, and good now */
  verify(token: string): Promise<VerifiedToken>;
}

/** API Gateway answers 401 to a handshake whose authorizer fails with exactly this word. */
export class UnauthorizedError extends Error {
  override readonly name = 'UnauthorizedError';

  constructor(options?: ErrorOptions) {
    super('Unauthorized', options);
  }
}

/**
 * Lets a handshake with a good token through to `$connect`, and hands on who it is.
 *
 * @param methodArn what is asked for
 * @throws UnauthorizedError without a token, or with one that is not good
 */
export async function authorize(handshake: Handshake, methodArn: string, ports: AuthorizePorts) {
  const token = findToken(handshake);
  if (!token) throw new UnauthorizedError();
  const { userId, userName, expiresAt } = await ports.verify(token).catch((cause) => {
    throw new UnauthorizedError({ cause });
  });
  return {
    principalId: userId,
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: methodArn }],
    },
    // Reaches every function of the connection; texts and numbers only.
    context: { userId, tokenExpiresAt: String(expiresAt), ...(userName !== undefined && { userName }) },
  };
}
