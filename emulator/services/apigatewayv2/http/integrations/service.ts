import type { Door } from '../../../../door/door.ts';
import { AwsError } from '../../../../door/errors.ts';
import type { Identities } from '../../../../door/identities.ts';
import type { ServiceDefinition } from '../../../../door/service.ts';
import type { WireAnswer } from '../../../../door/wire/answer.ts';
import { loadModel } from '../../../../door/wire/model.ts';
import type { WireProtocol } from '../../../../door/wire/protocol.ts';
import { jsonProtocol } from '../../../../door/wire/protocols/json.ts';
import { queryProtocol } from '../../../../door/wire/protocols/query.ts';
import type { Account } from '../../../../runtime/account.ts';
import type { IntegrationRecord } from '../../model/records.ts';
import type { HttpAnswer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { HttpFailure, internalError } from '../failure.ts';
import { API_GATEWAY } from '../lambda-call.ts';
import { mappedText } from '../mapping/values.ts';
import { withDeadline } from './deadline.ts';
import { type ParameterKind, type ServiceSubtype, serviceSubtype } from './service-subtypes.ts';

interface Deps {
  readonly door: Door;
  readonly identities: Identities;
  readonly account: Account;
}

/** SQS still answers API Gateway in XML. */
const PROTOCOLS: Readonly<Record<string, WireProtocol>> = { sqs: queryProtocol };
const JSON_PROTOCOL = jsonProtocol('1.1');

/** Calls an AWS service as the integration's role, and hands its answer on as the service would have written it. */
export async function callService(deps: Deps, integration: IntegrationRecord, exchange: Exchange): Promise<HttpAnswer> {
  const { door, identities } = deps;
  const subtype = serviceSubtype(integration.IntegrationSubtype ?? '');
  const input = subtype.input(await parametersOf(integration, subtype, exchange, deps.account));
  const principal = assumed(identities, integration.CredentialsArn ?? '');
  const { service, operation } = subtype;
  const { requestId, traceHeader } = exchange.request;
  const definition = door.services().find(({ name }) => name === service);
  if (!definition) throw internalError(`The emulator has no service ${service}`);
  const protocol = PROTOCOLS[service] ?? JSON_PROTOCOL;
  try {
    const call = door.call<unknown, unknown>({ service, operation, principal, traceHeader }, input);
    const output = await withDeadline(call, integration.TimeoutInMillis);
    return answered(protocol.encode(output, operation, targetOf(definition), requestId), exchange);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    exchange.integration.error = error.message;
    return answered(errorAnswer(error, definition, service, requestId), exchange);
  }
}

const targetOf = (service: ServiceDefinition) => ({ service, model: loadModel(service.sdk) });

function assumed(identities: Identities, roleArn: string) {
  try {
    return identities.assumeForService(roleArn, API_GATEWAY, 'BackplaneAssumeRoleSession');
  } catch (error) {
    throw internalError(error instanceof Error ? error.message : String(error), error);
  }
}

function answered({ status, headers, body }: WireAnswer, exchange: Exchange): HttpAnswer {
  exchange.integration.status = status;
  return { status, headers: { ...headers }, body };
}

function errorAnswer(
  error: AwsError,
  { xmlNamespace }: ServiceDefinition,
  service: string,
  requestId: string,
): WireAnswer {
  if (service !== 'sqs') {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.code };
    return { status: error.status, headers, body: JSON.stringify({ __type: error.code, message: error.message }) };
  }
  const text = error.message.replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`);
  const detail = `<Error><Type>Sender</Type><Code>${error.code}</Code><Message>${text}</Message></Error>`;
  const body = `<ErrorResponse xmlns="${xmlNamespace ?? ''}">${detail}<RequestId>${requestId}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { 'content-type': 'text/xml' }, body };
}

async function parametersOf(
  { RequestParameters = {} }: IntegrationRecord,
  { kinds = {}, required }: ServiceSubtype,
  exchange: Exchange,
  account: Account,
): Promise<Record<string, unknown>> {
  const body = await bodyOf(exchange);
  const parameters: Record<string, unknown> = {};
  for (const [name, template] of Object.entries(RequestParameters)) {
    if (name === 'Region') continue;
    const text = mappedText(template, { exchange, account, body });
    if (text !== undefined) parameters[name] = READ[kinds[name] ?? 'text'](text);
    else if (required.includes(name))
      throw new HttpFailure(400, 'Bad Request', { reason: `${name} has no value in this request` });
  }
  return parameters;
}

/** The body as JSON, or as its text. */
async function bodyOf({ request }: Exchange): Promise<unknown> {
  const text = (await request.body.bytes()).toString('utf8');
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const READ: Readonly<Record<ParameterKind, (text: string) => unknown>> = {
  text: (text) => text,
  number: Number,
  date: (text) => new Date(/^\d+$/.test(text) ? Number(text) * 1_000 : text),
  list: (text) => (text.startsWith('[') ? json(text) : text.split(',')),
  json: (text) => json(text),
};

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpFailure(400, 'Bad Request', { reason: 'A request parameter is not valid JSON' });
  }
}
