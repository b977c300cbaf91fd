import { CognitoJwtVerifier } from 'aws-jwt-verify';
import { FetchError } from 'aws-jwt-verify/error';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { displayName } from '../../../events/chat-text.ts';
import { parseEnvironment, text } from '../../shared/environment.ts';
import { createHttpTelemetry } from '../../shared/http/telemetry.ts';
import { type AuthorizePorts, authorize } from './authorize.ts';

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
    try {
      const { sub, exp, name } = await verifier.verify(token);
      return { userId: sub, userName: displayName(name), expiresAt: exp * 1000 };
    } catch (error) {
      // That the keys of the pool cannot be had is nothing that the token can help.
      if (error instanceof FetchError) throw error;
      logger.info('token refused', { reason: kindOf(error) });
      return undefined;
    }
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
    logger.error('the token could not be looked at', { reason: kindOf(error) });
    throw error;
  } finally {
    logger.resetKeys();
  }
}

/** The message of such an error may quote the token. */
function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error';
}
