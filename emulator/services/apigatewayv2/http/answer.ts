import type { Readable } from 'node:stream';
import { z } from 'zod';
import { validateHeaderName, validateHeaderValue } from '../../../runtime/node-http.ts';
import { internalError } from './failure.ts';

/** An answer on its way to the client; a header that comes more than once is a list. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Uint8Array | Readable | undefined;
}

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const status = z
  .union([
    z.number().int(),
    z
      .string()
      .regex(/^\d{3}$/)
      .transform(Number),
  ])
  .refine((code) => code >= 100 && code < 600);

const structured = z.object({
  statusCode: status,
  headers: z.record(z.string(), scalar).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(scalar)).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.union([z.string(), z.number(), z.boolean()]).nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** What API Gateway writes itself, whatever the function says. */
const OWN_HEADERS = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade', 'date']);

export interface AnswerRules {
  readonly version: '1.0' | '2.0';
  /** For answers that name no content type. */
  readonly contentType: string;
  readonly malformed: (reason: string) => Error;
  /** Whether bodies that the function says are base64 are decoded; default true. */
  readonly isBinary?: boolean;
}

export const HTTP_API_ANSWERS = (version: string | undefined): AnswerRules => ({
  version: version === '1.0' ? '1.0' : '2.0',
  contentType: 'text/plain;charset=UTF-8',
  malformed: (reason) => internalError(reason),
});

/**
 * What a function answered, as HTTP. In format 2.0 an answer without `statusCode` is the body of a 200
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response).
 *
 * @param payload JSON
 */
export function lambdaAnswer(payload: Uint8Array, rules: AnswerRules): HttpAnswer {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  const value: unknown = parsed(text, rules);
  const isStructured = typeof value === 'object' && value !== null && 'statusCode' in value;
  if (!isStructured && rules.version === '2.0') {
    const body = typeof value === 'string' ? value : text;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const read = structured.safeParse(value);
  if (!read.success)
    throw rules.malformed(`The response from the Lambda function is malformed: ${issueOf(read.error)}`);
  const { statusCode, body, isBase64Encoded, ...rest } = read.data;
  const headers = answerHeaders(rest, rules);
  headers['content-type'] ??= rules.contentType;
  const content = body === undefined || body === null ? '' : String(body);
  return {
    status: statusCode,
    headers,
    body: isBase64Encoded && rules.isBinary !== false ? Buffer.from(content, 'base64') : content,
  };
}

function parsed(text: string, rules: AnswerRules): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw rules.malformed('The Lambda function returned no JSON');
  }
}

function issueOf(error: z.ZodError): string {
  const [issue] = error.issues;
  return `${issue?.path.join('.') || 'the answer'}: ${issue?.message}`;
}

function answerHeaders(
  {
    headers,
    multiValueHeaders,
    cookies,
  }: Pick<z.output<typeof structured>, 'headers' | 'multiValueHeaders' | 'cookies'>,
  rules: AnswerRules,
): Record<string, string | string[]> {
  const all: Record<string, string | string[]> = {};
  const set = (name: string, value: string | string[]) => {
    const lower = name.toLowerCase();
    if (OWN_HEADERS.has(lower)) return;
    check(lower, value, rules);
    all[lower] = value;
  };
  for (const [name, value] of Object.entries(headers ?? {})) set(name, String(value));
  if (rules.version === '1.0') {
    for (const [name, values] of Object.entries(multiValueHeaders ?? {})) set(name, values.map(String));
  } else if (cookies && cookies.length > 0) set('set-cookie', cookies);
  return all;
}

function check(name: string, value: string | string[], rules: AnswerRules): void {
  try {
    validateHeaderName(name);
    for (const one of [value].flat()) validateHeaderValue(name, one);
  } catch (error) {
    throw rules.malformed(
      `The Lambda function returned an invalid header: ${error instanceof Error ? error.message : name}`,
    );
  }
}
