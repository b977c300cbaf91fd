import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import { type Principal, servicePrincipal } from '../../../door/principal.ts';
import { arn } from '../../../runtime/account.ts';
import { internalError } from './failure.ts';
import type { WebSocketPorts } from './ports.ts';

export const API_GATEWAY_SERVICE = 'apigateway.amazonaws.com';

/** `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/<function>/invocations` */
const FUNCTION_URI = /:lambda:path\/[\d-]+\/functions\/(.+)\/invocations$/;

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
      { FunctionName: functionOf(call), Payload: Buffer.from(call.payload) },
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
  if (credentialsArn)
    return identities.assumeForService(credentialsArn, API_GATEWAY_SERVICE, 'BackplaneAssumeRoleSession');
  return servicePrincipal(API_GATEWAY_SERVICE, arn(account, 'execute-api', source));
}

export const isFunctionUri = (uri: string): boolean => FUNCTION_URI.test(uri) || uri.includes(':function:');

function functionOf({ uri, stageVariables }: FunctionCall): string {
  const named = FUNCTION_URI.exec(uri)?.[1] ?? uri;
  return withStageVariables(named, stageVariables);
}

/** `${stageVariables.name}` in URIs. */
export const withStageVariables = (text: string, variables: Readonly<Record<string, string>> | undefined): string =>
  text.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables?.[name] ?? '');
