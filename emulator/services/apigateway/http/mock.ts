import type { HttpAnswer } from '../../apigatewayv2/http/answer.ts';
import type { RestMethod } from '../model/rest-plan.ts';
import { malformedAnswer } from './rest-failure.ts';

/**
 * A MOCK integration: the request template names a status, and the integration response of that status is the answer
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html). Templates are static text:
 * others are refused when the method is made.
 */
export function mockAnswer({ methodIntegration }: RestMethod): HttpAnswer {
  const template = methodIntegration?.requestTemplates?.['application/json'] ?? '';
  const status = /"?statusCode"?\s*:\s*(\d{3})/.exec(template)?.[1];
  const responses = Object.values(methodIntegration?.integrationResponses ?? {});
  const fits = responses.find(
    ({ selectionPattern }) => selectionPattern && status && new RegExp(`^(?:${selectionPattern})$`).test(status),
  );
  const response = fits ?? responses.find(({ selectionPattern }) => !selectionPattern);
  if (!status || !response) throw malformedAnswer('The mock integration names no status, or none that has a response');
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  for (const [destination, value] of Object.entries(response.responseParameters ?? {})) {
    const name = /^method\.response\.header\.(.+)$/.exec(destination)?.[1];
    const text = /^'(.*)'$/s.exec(value)?.[1];
    if (name !== undefined && text !== undefined) headers[name.toLowerCase()] = text;
  }
  const body = response.responseTemplates?.['application/json'] ?? '';
  return { status: Number(response.statusCode ?? 200), headers, body };
}

/** Velocity beyond plain text. */
export const isStatic = (template: string): boolean => !/[$#]/.test(template);
