import { z } from 'zod';
import { proxyEvent } from '../events.ts';
import { internalError } from '../failure.ts';
import { callFunction } from '../function-call.ts';
import { headerOf } from '../handshake-request.ts';
import { type Integrate, type IntegrationAnswer, sourceOf } from './integration.ts';

const header = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format */
const answerSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  body: z.string().nullish(),
  headers: z.record(z.string(), header).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(header)).nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** AWS_PROXY: the function gets the request as an event, and its answer says status and body. */
export const lambdaProxy: Integrate = async ({ request, integration, ports }) => {
  const { record } = integration;
  const traceHeader = request.handshake && headerOf(request.handshake, 'x-amzn-trace-id');
  const answer = await callFunction(ports, {
    uri: record.IntegrationUri ?? '',
    credentialsArn: record.CredentialsArn,
    payload: JSON.stringify(proxyEvent(request, ports.account)),
    source: sourceOf(request),
    stageVariables: request.deployed.stage.StageVariables,
    traceHeader,
  });
  if (answer.failed) throw internalError(`the function failed: ${answer.payload}`, 200);
  return readAnswer(answer.payload);
};

function readAnswer(payload: string): IntegrationAnswer {
  try {
    const { statusCode, body, headers, multiValueHeaders, isBase64Encoded } = answerSchema.parse(JSON.parse(payload));
    const text = body && isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;
    const last = Object.entries(multiValueHeaders ?? {}).map(([name, values]) => [name, values.at(-1) ?? ''] as const);
    const all = [...Object.entries(headers ?? {}), ...last].map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    return { status: statusCode, headers: Object.fromEntries(all), ...(text ? { body: text } : {}) };
  } catch (error) {
    throw internalError(new Error('Malformed Lambda proxy response', { cause: error }), 200);
  }
}
