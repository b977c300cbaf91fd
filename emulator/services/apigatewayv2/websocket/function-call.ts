import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { type Principal, servicePrincipal } from '../../../door/principal.ts';
import { arn } from '../../../runtime/account.ts';
import { API_GATEWAY, functionOf } from '../http/lambda-call.ts';
import { internalError } from './failure.ts';
import type { WebSocketPorts } from './ports.ts';

export interface FunctionCall {
  readonly uri: string;
  readonly payload: string;
  /** The role that API Gateway assumes; without one, the function's own policy decides. */
  readonly credentialsArn?: string | undefined;
  /** Under `arn:aws:execute-api:…:`, what the function's policy sees as the source. */
  readonly source: string;
  readonly stageVariables?: Readonly<Record<string, string>> | undefined;
  readonly traceHeader?: string | undefined;
}

export interface FunctionAnswer {
  readonly payload: string;
  /** Whether the function failed. */
  readonly failed: boolean;
}

/**
 * Invokes the function of an integration or authorizer.
 *
 * @throws GatewayFailure when Lambda refuses
 */
export async function callFunction(ports: WebSocketPorts, call: FunctionCall): Promise<FunctionAnswer> {
  try {
    const { Payload, FunctionError } = await ports.door.call<InvokeCommandInput, InvokeCommandOutput>(
      {
        service: 'lambda',
        operation: 'Invoke',
        principal: principalOf(ports, call),
        ...(call.traceHeader ? { traceHeader: call.traceHeader } : {}),
      },
      { FunctionName: functionOf(call.uri, call.stageVariables), Payload: Buffer.from(call.payload) },
    );
    return { payload: Buffer.from(Payload ?? []).toString('utf8'), failed: FunctionError !== undefined };
  } catch (error) {
    throw internalError(error);
  }
}

/** Whose permissions count when API Gateway calls something: the integration's role, or itself. */
export function principalOf(
  { identities, account }: WebSocketPorts,
  { credentialsArn, source }: Pick<FunctionCall, 'credentialsArn' | 'source'>,
): Principal {
  if (credentialsArn) return identities.assumeForService(credentialsArn, API_GATEWAY, 'BackplaneAssumeRoleSession');
  return servicePrincipal(API_GATEWAY, arn(account, 'execute-api', source));
}

export const isFunctionUri = (uri: string): boolean =>
  /:lambda:path\/[^/]+\/functions\/.+\/invocations$/.test(uri) || uri.includes(':function:');
