import * as z from 'zod';
import { ANONYMOUS, type Caller, claims } from './caller.ts';
import { problemsIn } from './field-problems.ts';
import { type FieldProblem, InvalidRequest } from './problem.ts';
import type { Route } from './route.ts';

const texts = z
  .record(z.string(), z.string())
  .nullish()
  .transform((given) => given ?? {});

/**
 * What API Gateway sends, as far as routes need it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, payload format 2.0
 */
export const httpEvent = z.object({
  rawPath: z.string(),
  /** Names in lower case. */
  headers: texts,
  queryStringParameters: texts,
  pathParameters: texts,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ method: z.string(), path: z.string() }),
    authorizer: z.object({ jwt: z.object({ claims }) }).optional(),
  }),
});

export type HttpEvent = z.infer<typeof httpEvent>;

/** A request that a route's contract has parsed. */
export interface HttpRequest<
  Parameters extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
> {
  readonly parameters: z.output<Parameters>;
  readonly query: z.output<Query>;
  readonly body: z.output<Body>;
  readonly caller: Caller;
  readonly correlationId: string;
  /** API Gateway's id of the request. */
  readonly requestId: string;
  /** What the caller says is the same request, should it come again. */
  readonly idempotencyKey: string | undefined;
  readonly method: string;
  readonly path: string;
}

/** The request that a use case is given: `RequestOf<typeof listLogsRoute>`. */
export type RequestOf<Of> =
  Of extends Route<infer Parameters, infer Query, infer Body> ? HttpRequest<Parameters, Query, Body> : never;

/** Printable ASCII without spaces: what a header, a log line and an event can carry alike. */
const headerId = z.string().regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable ASCII characters, no spaces');
const optionalHeaderId = headerId.optional();

export const CORRELATION_HEADER = 'x-correlation-id';
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** The one that the caller gave, or API Gateway's id of the request, which even an answer carries that no function has seen. */
export function correlationIdOf({ headers, requestContext }: HttpEvent): string {
  return headerId.safeParse(headers[CORRELATION_HEADER]).data ?? requestContext.requestId;
}

/** Who calls; the authorizer of the route has seen to it that the claims are true. */
export function callerOf({ requestContext }: HttpEvent): Caller {
  return requestContext.authorizer?.jwt.claims ?? ANONYMOUS;
}

/** @throws InvalidRequest saying of each field what is wrong and what is allowed */
export function parseRequest<Parameters extends z.ZodObject, Query extends z.ZodObject, Body extends z.ZodType>(
  route: Route<Parameters, Query, Body>,
  event: HttpEvent,
): HttpRequest<Parameters, Query, Body> {
  const problems: FieldProblem[] = [];
  const check = <Schema extends z.ZodType>(schema: Schema, value: unknown, place: string) => {
    const parsed = schema.safeParse(value, { reportInput: true });
    if (!parsed.success) problems.push(...problemsIn(parsed.error, place));
    return parsed;
  };
  const parameters = check(route.parameters, event.pathParameters, 'path');
  const { known, unknown } = sortNames(route.query, event.queryStringParameters);
  problems.push(...unknown);
  const query = check(route.query, known, 'query');
  const body = check(route.body, route.method === 'GET' ? undefined : readBody(event), 'body');
  const key = check(optionalHeaderId, event.headers[IDEMPOTENCY_HEADER], IDEMPOTENCY_HEADER);
  if (parameters.success && query.success && body.success && key.success && problems.length === 0) {
    return {
      parameters: parameters.data,
      query: query.data,
      body: body.data,
      caller: callerOf(event),
      correlationId: correlationIdOf(event),
      requestId: event.requestContext.requestId,
      idempotencyKey: key.data,
      method: event.requestContext.http.method,
      path: event.rawPath,
    };
  }
  throw new InvalidRequest(problems.slice(0, MAX_PROBLEMS));
}

/** Keeps apart what a strict query does not know, to say in plain words what it does. */
function sortNames({ shape, def }: z.ZodObject, given: Readonly<Record<string, string>>) {
  const names = Object.keys(shape);
  const isKnown = (name: string) => names.includes(name) || !(def.catchall instanceof z.ZodNever);
  const allowed = names.length === 0 ? 'this route takes none' : `there are ${names.join(', ')}`;
  const unknown = Object.keys(given).filter((name) => !isKnown(name));
  return {
    known: Object.fromEntries(Object.entries(given).filter(([name]) => isKnown(name))),
    unknown: unknown.map((name): FieldProblem => ({ field: `query.${name}`, message: `is not known; ${allowed}` })),
  };
}

/** A body of thousands of bad entries is answered with the first of them. */
const MAX_PROBLEMS = 20;

/** Lambda takes 6 MB, and API Gateway writes some bodies in base64, which is a third longer. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readBody({ body, isBase64Encoded }: HttpEvent): unknown {
  if (!body) throw new InvalidRequest([{ field: 'body', message: 'there is none; JSON is expected' }]);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) {
    throw new InvalidRequest([
      { field: 'body', message: `is ${bytes.length} bytes; at most ${MAX_BODY_BYTES} are taken` },
    ]);
  }
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidRequest([{ field: 'body', message: `is not JSON in UTF-8: ${reason}` }], { cause });
  }
}
