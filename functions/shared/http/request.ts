import * as z from 'zod';
import { ANONYMOUS, type Caller, claims } from './caller.ts';
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
    const parsed = schema.safeParse(value);
    if (!parsed.success) problems.push(...problemsIn(parsed.error, place));
    return parsed;
  };
  const parameters = check(route.parameters, event.pathParameters, 'path');
  const query = check(route.query, event.queryStringParameters, 'query');
  problems.push(...unknownNames(route.query, event.queryStringParameters));
  const body = check(route.body, route.method === 'GET' ? undefined : readBody(event), 'body');
  const key = check(headerId.optional(), event.headers[IDEMPOTENCY_HEADER], IDEMPOTENCY_HEADER);
  if (parameters.success && query.success && body.success && key.success) {
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

/** In the words of whoever mistyped one: which there are. */
function unknownNames({ shape }: z.ZodObject, given: Readonly<Record<string, string>>): FieldProblem[] {
  const known = Object.keys(shape);
  const allowed = known.length === 0 ? 'this route takes none' : `there are ${known.join(', ')}`;
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => ({ field: `query.${name}`, message: `is not known; ${allowed}` }));
}

/** A body of thousands of bad entries is answered with the first of them. */
const MAX_PROBLEMS = 20;

/** The first problem of each field, for those after it are only its consequences. */
function problemsIn({ issues }: z.ZodError, place: string): FieldProblem[] {
  const firsts = new Map<string, FieldProblem>();
  for (const { path, message } of issues.flatMap((issue) => explained(issue, place))) {
    const field = [place, ...path].join('.');
    if (!firsts.has(field)) firsts.set(field, { field, message });
  }
  return [...firsts.values()];
}

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>;

/** What fits none of several shapes was meant as the one that it came furthest with. */
function explained(issue: z.core.$ZodIssue, place: string): Issue[] {
  // Which names of a query are not known is said with those that are.
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0 && place === 'query') return [];
  if (issue.code !== 'invalid_union') return [issue];
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
  const attempts = issue.errors
    .map((issues) => issues.flatMap((issue) => explained(issue, place)))
    .sort((a, b) => depth(b) - depth(a));
  const [closest = []] = attempts;
  if (depth(closest) === 0) return [issue];
  return closest.map(({ path, message }) => ({ path: [...issue.path, ...path], message }));
}

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
