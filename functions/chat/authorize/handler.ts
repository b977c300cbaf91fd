import { CognitoJwtVerifier } from 'aws-jwt-verify';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { displayName } from '../../../events/chat-text.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { type AuthorizePorts, authorize, UnauthorizedError } from './authorize.ts';

const environment = parseEnvironment(z.object({ USER_POOL_ID: text, USER_POOL_CLIENT_ID: text }), process.env);
const { logger } = createHttpTelemetry();
const verifier = CognitoJwtVerifier.create({
  userPoolId: environment.USER_POOL_ID,
  clientId: environment.USER_POOL_CLIENT_ID,
  // Id and access tokens name the same user.
  tokenUse: null,
});
const ports: AuthorizePorts = {
  async verify(token) {
    const { sub, exp, name } = await verifier.verify(token);
    return { userId: sub, userName: displayName(name), expiresAt: exp * 1000 };
  },
};

const strings = z.record(z.string(), z.string()).nullish();
const request = z.object({
  methodArn: z.string(),
  headers: strings,
  queryStringParameters: strings,
  requestContext: z.object({ requestId: z.string() }),
});

/** Asked by API Gateway before it accepts a connection. The token is in no line of its log. */
export async function handler(event: unknown, context: Context) {
  logger.addContext(context);
  const { methodArn, headers, queryStringParameters, requestContext } = request.parse(event);
  logger.setCorrelationId(requestContext.requestId);
  try {
    const handshake = { headers: headers ?? {}, queryStringParameters: queryStringParameters ?? {} };
    return await authorize(handshake, methodArn, ports);
  } catch (error) {
    if (!(error instanceof UnauthorizedError)) throw error;
    logger.info('handshake refused', { reason: reasonOf(error) });
    // The word alone: API Gateway compares the message.
    throw new Error(error.message);
  } finally {
    logger.resetKeys();
  }
}

/** The kind of the failure. Its message may quote the token. */
function reasonOf({ cause }: UnauthorizedError): string {
  return cause instanceof Error ? cause.name : 'NoToken';
}
