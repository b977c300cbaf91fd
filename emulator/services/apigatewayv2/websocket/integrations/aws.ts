import type { ServiceDefinition } from '../../../../door/service.ts';
import { withStageVariables } from '../../http/lambda-call.ts';
import { internalError } from '../failure.ts';
import { callFunction, isFunctionUri, principalOf } from '../function-call.ts';
import { exchange } from './http-exchange.ts';
import { type Integrate, type IntegrationAnswer, type IntegrationCall, sourceOf } from './integration.ts';
import { type MappedRequest, mappedRequest } from './mapped-request.ts';

/** `arn:aws:apigateway:us-east-1:dynamodb:action/PutItem`, `arn:aws:apigateway:us-east-1:sqs:path/000000000000/orders` */
export const SERVICE_URI = /^arn:[\w-]+:apigateway:[\w-]+:(?:[\w-]+\.)?([\w-]+):(action|path)\/(.+)$/;

/** AWS: a function with a payload of the template's making, or an operation of a service. */
export const awsIntegration: Integrate = (call) =>
  isFunctionUri(call.integration.record.IntegrationUri ?? '') ? toFunction(call) : toService(call);

async function toFunction(call: IntegrationCall): Promise<IntegrationAnswer> {
  const { integration, request, ports } = call;
  const { body } = mappedRequest(call);
  const { payload, failed } = await callFunction(ports, {
    uri: integration.record.IntegrationUri ?? '',
    credentialsArn: integration.record.CredentialsArn,
    payload: body || '{}',
    source: sourceOf(request),
    stageVariables: request.deployed.stage.StageVariables,
  });
  return { status: failed ? 500 : 200, headers: {}, body: payload };
}

/** Calls the emulator's own endpoint, with keys of the integration's role: what a service gets is what a client would send. */
async function toService(call: IntegrationCall): Promise<IntegrationAnswer> {
  const { integration, request, ports } = call;
  const { record } = integration;
  const uri = withStageVariables(record.IntegrationUri ?? '', request.deployed.stage.StageVariables);
  const [, name = '', kind = '', rest = ''] = SERVICE_URI.exec(uri) ?? [];
  const service = ports.door.services().find(({ signingName }) => signingName === name);
  if (!service) throw internalError(`The emulator has no service for ${uri}`);
  const mapped = mappedRequest(call);
  const url = new URL(kind === 'path' ? `/${filled(rest, mapped)}` : '/', ports.endpoint());
  for (const [key, value] of Object.entries(mapped.query)) url.searchParams.set(key, value);
  const headers = { ...contentOf(service, kind, rest, url), ...mapped.headers };
  const method = record.IntegrationMethod ?? 'POST';
  const signed = { ...headers, ...signature(call, service) };
  return exchange({ url, method, headers: signed, body: mapped.body, allowNetwork: true });
}

const filled = (path: string, mapped: MappedRequest): string =>
  path.replace(/\{([\w-]+)\}/g, (whole, name: string) =>
    name in mapped.path ? encodeURIComponent(mapped.path[name] ?? '') : whole,
  );

/** How an action is named to a service: in a header, or as a parameter. */
function contentOf(
  { targetPrefix, protocol }: ServiceDefinition,
  kind: string,
  action: string,
  url: URL,
): Record<string, string> {
  if (kind === 'action' && !targetPrefix) url.searchParams.set('Action', action);
  const type = { 'content-type': CONTENT_TYPES[protocol] ?? 'application/x-www-form-urlencoded' };
  return kind === 'action' && targetPrefix ? { ...type, 'x-amz-target': `${targetPrefix}.${action}` } : type;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  'json-1.0': 'application/x-amz-json-1.0',
  'json-1.1': 'application/x-amz-json-1.1',
};

/** Names the role by keys of its own; the endpoint reads the key and does not compute the rest. */
function signature(
  { integration, request, ports }: IntegrationCall,
  { signingName }: ServiceDefinition,
): Record<string, string> {
  const { CredentialsArn: credentialsArn } = integration.record;
  if (!credentialsArn) throw internalError('an integration with a service needs CredentialsArn');
  try {
    const principal = principalOf(ports, { credentialsArn, source: sourceOf(request) });
    const { accessKeyId, sessionToken } = ports.identities.issueCredentials(principal, KEYS_SECONDS);
    const day = new Date(ports.clock.now()).toISOString().slice(0, 10).replaceAll('-', '');
    const credential = `${accessKeyId}/${day}/${ports.account.region}/${signingName}/aws4_request`;
    return {
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=${ports.ids.hex(64)}`,
      'x-amz-security-token': sessionToken,
    };
  } catch (error) {
    throw internalError(error);
  }
}

const KEYS_SECONDS = 900;
