import type { InvokeCommandInput, InvokeCommandOutput } from '@aws-sdk/client-lambda';
import type { Door } from '../../../door/door.ts';
import type { Identities } from '../../../door/identities.ts';
import { servicePrincipal } from '../../../door/principal.ts';

export const API_GATEWAY = 'apigateway.amazonaws.com';

export interface LambdaCallDeps {
  readonly door: Door;
  readonly identities: Identities;
}

export interface LambdaCall {
  /** A function's ARN, or API Gateway's form around it. */
  readonly uri: string;
  readonly event: object;
  /** ARN of the route or authorizer that calls: the function's policy may name it. */
  readonly sourceArn: string;
  /** A role to call as, in the place of the function's permission. */
  readonly credentialsArn?: string | undefined;
  readonly traceHeader: string;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
}

/** Invokes a function as API Gateway, or as the role that the API gives. */
export function callLambda({ door, identities }: LambdaCallDeps, call: LambdaCall): Promise<InvokeCommandOutput> {
  const principal = call.credentialsArn
    ? identities.assumeForService(call.credentialsArn, API_GATEWAY, 'BackplaneAssumeRoleSession')
    : servicePrincipal(API_GATEWAY, call.sourceArn);
  return door.call<InvokeCommandInput, InvokeCommandOutput>(
    { service: 'lambda', operation: 'Invoke', principal, traceHeader: call.traceHeader },
    { FunctionName: functionOf(call.uri, call.stageVariables), Payload: Buffer.from(JSON.stringify(call.event)) },
  );
}

/** `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/<arn>/invocations` → the function's ARN. */
const WRAPPED = /:lambda:path\/[^/]+\/functions\/(.+)\/invocations$/;

export function functionOf(uri: string, stageVariables: Readonly<Record<string, string>> | undefined): string {
  const filled = withStageVariables(uri, stageVariables);
  return WRAPPED.exec(filled)?.[1] ?? filled;
}

/** `${stageVariables.name}` in URIs. */
export const withStageVariables = (text: string, variables: Readonly<Record<string, string>> | undefined): string =>
  text.includes('${')
    ? text.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => variables?.[name] ?? '')
    : text;
