import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { AwsError } from '../../../door/errors.ts';
import type { Principal } from '../../../door/principal.ts';
import { plainHeaders, readSignature, wireRequest } from '../../../door/wire/request.ts';
import { arn } from '../../../runtime/account.ts';
import { readAuthorizerAnswer } from '../http/authorizers/policy-answer.ts';
import type { PlannedRoute } from '../model/api-plan.ts';
import type { AuthorizerRecord } from '../model/records.ts';
import { authorizerEvent } from './events.ts';
import { forbidden, GatewayFailure, internalError, unauthorized } from './failure.ts';
import { callFunction } from './function-call.ts';
import type { Handshake } from './handshake-request.ts';
import type { AuthorizerContext } from './peer.ts';
import type { WebSocketPorts } from './ports.ts';
import type { SocketRequest } from './request.ts';
import { namedValue, scalarText } from './values.ts';

/** Values that an authorizer may give its context; lists and objects are none. */
const contextSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

interface Asked {
  readonly request: SocketRequest;
  readonly handshake: Handshake;
  readonly message: IncomingMessage;
  readonly route: PlannedRoute;
}

/**
 * Decides whether a client may connect. What an authorizer says counts for the whole life of the connection and for no
 * other one: WebSocket APIs do not cache it.
 *
 * @returns what later events carry, when an authorizer was asked
 * @throws GatewayFailure 401, 403; 500 when the authorizer fails
 */
export async function authorize(ports: WebSocketPorts, asked: Asked): Promise<AuthorizerContext | undefined> {
  const { route, authorizer } = asked.route;
  if (route.AuthorizationType === 'AWS_IAM') checkSignature(ports, asked);
  if (route.AuthorizationType !== 'CUSTOM') return undefined;
  if (!authorizer) throw internalError('the route names no authorizer');
  return askAuthorizer(ports, asked, authorizer);
}

const sourceOf = ({ peer, routeKey }: SocketRequest) => `${peer.apiId}/${peer.stageName}/${routeKey}`;

/** The signature names the caller; as everywhere in the emulator it is not computed again. */
function checkSignature({ door, identities, account }: WebSocketPorts, { message, request }: Asked): void {
  const signature = readSignature(wireRequest(message));
  if (!signature) throw new GatewayFailure(403, 'Missing Authentication Token');
  try {
    const principal: Principal = identities.principalFor(signature.accessKeyId, signature.sessionToken);
    door.permit(
      {
        requestId: request.requestId,
        service: 'execute-api',
        operation: 'Invoke',
        principal,
        signal: NEVER,
        http: {
          method: 'GET',
          url: message.url ?? '/',
          headers: plainHeaders(message),
          sourceIp: request.peer.sourceIp,
        },
      },
      { action: 'execute-api:Invoke', resource: arn(account, 'execute-api', sourceOf(request)) },
    );
  } catch (error) {
    if (error instanceof AwsError) throw new GatewayFailure(403, error.message, { cause: error });
    throw error;
  }
}

const NEVER = new AbortController().signal;

async function askAuthorizer(ports: WebSocketPorts, asked: Asked, authorizer: AuthorizerRecord) {
  const { request, handshake } = asked;
  const { account, clock } = ports;
  const missing = (name: string) => !scalarText(namedValue(request, account, name));
  if (authorizer.IdentitySource?.some(missing)) throw unauthorized();
  const methodArn = arn(account, 'execute-api', sourceOf(request));
  const at = clock.now();
  const answer = await callFunction(ports, {
    uri: authorizer.AuthorizerUri ?? '',
    credentialsArn: authorizer.AuthorizerCredentialsArn,
    payload: JSON.stringify(authorizerEvent(request, handshake, methodArn, account)),
    source: `${request.peer.apiId}/authorizers/${authorizer.AuthorizerId}`,
    stageVariables: request.deployed.stage.StageVariables,
  });
  if (answer.failed) throw failureOf(answer.payload);
  const { principalId = '', context, allowed } = readAnswer(answer.payload, methodArn);
  if (!allowed) throw forbidden();
  const texts = Object.entries(context).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]]));
  return { ...Object.fromEntries(texts), principalId, integrationLatency: clock.now() - at };
}

/** A function that throws "Unauthorized" refuses; any other error is its own. */
function failureOf(payload: string): GatewayFailure {
  const { errorMessage } = z.object({ errorMessage: z.string().optional() }).catch({}).parse(json(payload));
  return errorMessage === 'Unauthorized'
    ? unauthorized()
    : internalError(`the authorizer failed: ${errorMessage ?? ''}`);
}

/** @throws GatewayFailure 500 unless the answer has a principal and a policy */
function readAnswer(payload: string, methodArn: string) {
  try {
    const { principalId, context, allows } = readAuthorizerAnswer(json(payload), false);
    return { principalId, context: contextSchema.parse(context), allowed: allows(methodArn) };
  } catch (error) {
    throw internalError(error);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
