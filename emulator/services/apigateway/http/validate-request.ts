import { z } from 'zod';
import type { Exchange } from '../../apigatewayv2/http/exchange.ts';
import type { DeployedRest, RestMethod } from '../model/rest-plan.ts';
import { badBody, badParameters } from './rest-failure.ts';

/**
 * Holds a request against its method's validator: parameters that must be there, and the body against a model
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html).
 *
 * @throws RestFailure 400
 */
export async function validateRequest(
  exchange: Exchange,
  method: RestMethod,
  { content }: DeployedRest,
): Promise<void> {
  const validator = content.validator.find(({ id }) => id === method.requestValidatorId);
  if (validator?.validateRequestParameters) checkParameters(exchange, method);
  if (!validator?.validateRequestBody) return;
  const type = (exchange.request.headers['content-type'] ?? 'application/json').split(';')[0]?.trim() ?? '';
  const name = method.requestModels?.[type] ?? method.requestModels?.$default;
  const schema = content.model.find((model) => model.name === name)?.schema;
  if (schema === undefined) return;
  const body = (await exchange.request.body.bytes()).toString('utf8');
  if (!schemaOf(schema).safeParse(jsonOf(body)).success) throw badBody();
}

function checkParameters({ request, pathParameters }: Exchange, { requestParameters = {} }: RestMethod): void {
  const missing = Object.entries(requestParameters).flatMap(([destination, isRequired]) => {
    const [, place, name = ''] = /^method\.request\.(header|querystring|path)\.(.+)$/.exec(destination) ?? [];
    const isThere =
      place === 'header'
        ? request.headers[name.toLowerCase()]
        : place === 'querystring'
          ? request.query.has(name)
          : pathParameters[name];
    return isRequired && !isThere ? [name] : [];
  });
  if (missing.length > 0) throw badParameters(missing);
}

const schemas = new Map<string, z.ZodType>();

function schemaOf(text: string): z.ZodType {
  const schema = schemas.get(text) ?? z.fromJSONSchema(JSON.parse(text), { defaultTarget: 'draft-4' });
  schemas.set(text, schema);
  return schema;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw badBody();
  }
}
