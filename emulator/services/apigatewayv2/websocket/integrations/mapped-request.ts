import type { IntegrationRecord } from '../../model/records.ts';
import { internalError, unsupportedMediaType } from '../failure.ts';
import { render } from '../render.ts';
import { select } from '../selection.ts';
import { namedValue, scalarText } from '../values.ts';
import type { IntegrationCall } from './integration.ts';

const TEMPLATE_DEFAULT = '$default';

/** What a backend is sent: the body that the templates make, and the parameters that are mapped into it. */
export interface MappedRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
}

/**
 * The request for an integration that is no proxy
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html).
 *
 * @throws GatewayFailure 415 when no template fits and nothing may pass through
 */
export function mappedRequest(call: IntegrationCall): MappedRequest {
  return { body: bodyOf(call), ...parametersOf(call) };
}

function bodyOf({ integration: { record }, request, ports }: IntegrationCall): string {
  const template = templateOf(record, call(record, request, ports));
  if (template !== undefined) return renderRequest(template, request, ports);
  const { PassthroughBehavior = 'WHEN_NO_MATCH' } = record;
  const templates = Object.keys(record.RequestTemplates ?? {}).length;
  const passes = PassthroughBehavior === 'WHEN_NO_MATCH' || (PassthroughBehavior === 'WHEN_NO_TEMPLATES' && !templates);
  if (!passes) throw unsupportedMediaType();
  return request.body ?? '';
}

const call = (
  { TemplateSelectionExpression }: IntegrationRecord,
  request: IntegrationCall['request'],
  { account }: IntegrationCall['ports'],
) => select(TemplateSelectionExpression ?? TEMPLATE_DEFAULT, request, account) ?? TEMPLATE_DEFAULT;

function templateOf({ RequestTemplates }: IntegrationRecord, key: string): string | undefined {
  return RequestTemplates?.[key] ?? RequestTemplates?.[TEMPLATE_DEFAULT];
}

function renderRequest(template: string, request: IntegrationCall['request'], ports: IntegrationCall['ports']): string {
  try {
    return render(template, { request, account: ports.account, body: request.body ?? '' });
  } catch (error) {
    throw internalError(error);
  }
}

function parametersOf({ integration: { record }, request, ports }: IntegrationCall) {
  const mapped = { headers: {}, query: {}, path: {} } as Record<'headers' | 'query' | 'path', Record<string, string>>;
  for (const [target, source] of Object.entries(record.RequestParameters ?? {})) {
    const [, place = '', name = ''] = REQUEST_PARAMETER.exec(target) ?? [];
    const literal = LITERAL.exec(source)?.[1];
    const value = literal ?? scalarText(namedValue(request, ports.account, source));
    if (value === undefined) continue;
    if (place === 'header') mapped.headers[name.toLowerCase()] = value;
    else if (place === 'querystring') mapped.query[name] = value;
    else mapped.path[name] = value;
  }
  return mapped;
}

/** `integration.request.header.Content-Type` */
export const REQUEST_PARAMETER = /^integration\.request\.(header|querystring|path)\.(.+)$/;
/** `'application/json'` */
export const LITERAL = /^'(.*)'$/s;
