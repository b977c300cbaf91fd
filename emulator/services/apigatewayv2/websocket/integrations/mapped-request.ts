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

function bodyOf(call: IntegrationCall): string {
  const { record } = call.integration;
  const template = templateOf(call);
  if (template !== undefined) return renderRequest(template, call);
  const { PassthroughBehavior = 'WHEN_NO_MATCH', RequestTemplates = {} } = record;
  const hasTemplates = Object.keys(RequestTemplates).length > 0;
  const passes =
    PassthroughBehavior === 'WHEN_NO_MATCH' || (PassthroughBehavior === 'WHEN_NO_TEMPLATES' && !hasTemplates);
  if (!passes) throw unsupportedMediaType();
  return call.request.body ?? '';
}

function templateOf({ integration, request, ports }: IntegrationCall): string | undefined {
  const { RequestTemplates, TemplateSelectionExpression = TEMPLATE_DEFAULT } = integration.record;
  const key = select(TemplateSelectionExpression, request, ports.account) ?? TEMPLATE_DEFAULT;
  return RequestTemplates?.[key] ?? RequestTemplates?.[TEMPLATE_DEFAULT];
}

function renderRequest(template: string, { request, ports }: IntegrationCall): string {
  try {
    return render(template, { request, account: ports.account, body: request.body ?? '' });
  } catch (error) {
    throw internalError(error);
  }
}

function parametersOf({ integration, request, ports }: IntegrationCall): Omit<MappedRequest, 'body'> {
  const headers: Record<string, string> = {};
  const query: Record<string, string> = {};
  const path: Record<string, string> = {};
  for (const [target, source] of Object.entries(integration.record.RequestParameters ?? {})) {
    const [, place, name = ''] = REQUEST_PARAMETER.exec(target) ?? [];
    const value = LITERAL.exec(source)?.[1] ?? scalarText(namedValue(request, ports.account, source));
    if (value === undefined) continue;
    if (place === 'header') headers[name.toLowerCase()] = value;
    else if (place === 'querystring') query[name] = value;
    else path[name] = value;
  }
  return { headers, query, path };
}

/** `integration.request.header.Content-Type` */
export const REQUEST_PARAMETER = /^integration\.request\.(header|querystring|path)\.(.+)$/;
/** `'application/json'` */
export const LITERAL = /^'(.*)'$/s;
