import * as z from 'zod';
import { problemDocument } from '../../shared/http/problem.ts';
import { IDEMPOTENCY_HEADER } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';

/**
 * Describes routes by the schemas that they parse and answer by.
 *
 * @param url of the API
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export function openApiOf(routes: readonly Route[], url: string) {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    info: {
      title: 'Telar',
      version: '1',
      description: 'Every write is answered 202: it has become an event, and a link leads to what becomes of it.',
    },
    servers: [{ url }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'An id or access token of the user pool.',
        },
      },
      schemas: { Problem: schemaOf(problemDocument, 'output') },
    },
  };
}

function operationOf(route: Route) {
  const { name, summary, access } = route;
  return {
    operationId: name,
    summary: access === 'admin' ? `${summary} (admins only)` : summary,
    tags: [route.path.split('/')[1]],
    security: access === 'anybody' ? [] : [{ token: [] }],
    parameters: [...parametersOf(route.parameters, 'path'), ...parametersOf(route.query, 'query'), ...headersOf(route)],
    ...(route.method === 'POST' && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
    }),
    responses: responsesOf(route),
  };
}

function parametersOf({ shape }: z.ZodObject, place: 'path' | 'query') {
  if (Object.keys(shape).length === 0) return [];
  const { properties } = described.parse(schemaOf(z.object(shape), 'input'));
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === 'path',
    ...(description !== undefined && { description }),
    schema,
  }));
}

function headersOf({ method }: Route) {
  if (method === 'GET') return [];
  const description = 'The same request with the same key is done once, and answered alike, for a day.';
  return [{ name: IDEMPOTENCY_HEADER, in: 'header', required: false, description, schema: { type: 'string' } }];
}

function responsesOf({ answer, alsoAnswers = {}, access, method }: Route) {
  const content = { 'application/json': { schema: schemaOf(answer.body, 'output') } };
  const others = Object.entries(alsoAnswers).map(([status, description]) => [status, { description, content }]);
  return {
    [answer.status]: { description: answer.description, content },
    ...Object.fromEntries(others),
    ...(method === 'GET' && { 304: { description: 'Nothing has changed since the answer with that ETag' } }),
    ...(access !== 'anybody' && { 401: { description: 'There is no token, or it is not one of this user pool' } }),
    default: {
      description: 'A problem',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}

const described = z.looseObject({ properties: z.record(z.string(), z.looseObject({})) });

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return rest;
}
