import type { PlannedIntegration, PlannedRoute } from '../model/api-plan.ts';
import type { IntegrationResponseRecord } from '../model/records.ts';
import type { IntegrationAnswer } from './integrations/integration.ts';
import type { WebSocketPorts } from './ports.ts';
import { render } from './render.ts';
import type { SocketRequest } from './request.ts';
import { select } from './selection.ts';

const DEFAULT_KEY = '$default';

/** Whether a route answers its client at all: it selects a route response, and has it. */
export const answersClient = ({ route, responses }: PlannedRoute): boolean =>
  Boolean(route.RouteResponseSelectionExpression) && responses.size > 0;

/**
 * What a client is sent for an integration's answer: a proxy's body as it is, anything else through the integration
 * response that fits its status
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html).
 *
 * @throws TemplateError
 */
export function responseBody(
  request: SocketRequest,
  integration: PlannedIntegration,
  answer: IntegrationAnswer,
  { account }: WebSocketPorts,
): string | undefined {
  if (integration.record.IntegrationType.endsWith('_PROXY')) return answer.body;
  const response = responseFor(integration, answer.status);
  const template = response && templateOf(response, request, account);
  if (template === undefined) return answer.body;
  const outcome = { status: answer.status, integrationStatus: answer.status };
  return render(template, { request, account, body: answer.body ?? '', outcome });
}

/** By status: `200`, `/2\d\d/`; else the default. */
function responseFor({ responses }: PlannedIntegration, status: number): IntegrationResponseRecord | undefined {
  for (const [key, response] of responses) {
    const pattern = /^\/(.*)\/$/.exec(key)?.[1];
    if (pattern === undefined ? key === String(status) : new RegExp(`^(?:${pattern})$`).test(String(status)))
      return response;
  }
  return responses.get(DEFAULT_KEY);
}

function templateOf(
  { ResponseTemplates, TemplateSelectionExpression }: IntegrationResponseRecord,
  request: SocketRequest,
  account: WebSocketPorts['account'],
): string | undefined {
  const key = select(TemplateSelectionExpression ?? DEFAULT_KEY, request, account) ?? DEFAULT_KEY;
  return ResponseTemplates?.[key] ?? ResponseTemplates?.[DEFAULT_KEY];
}
