import { createHash } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { documentOf, type HttpProblem, type ProblemContext } from './problem.ts';
import { CORRELATION_HEADER } from './request.ts';

/** What a route answers. */
export interface Answer<Body = unknown> {
  /** Without it, the status of the route's contract. */
  readonly status?: number;
  readonly body: Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** For how long a reader may go without asking again; without it, it asks every time, and is told when nothing has changed. */
  readonly maxAgeSeconds?: number;
}

export interface AnswerContext extends ProblemContext {
  readonly method: string;
  readonly ifNoneMatch: string | undefined;
}

/** What goes to API Gateway: JSON with an ETag when it was a read, and nothing but that when the reader has it already. */
export function encodeAnswer(
  answer: Answer,
  status: number,
  context: AnswerContext,
): APIGatewayProxyStructuredResultV2 {
  const body = JSON.stringify(answer.body);
  const common = { [CORRELATION_HEADER]: context.correlationId, ...answer.headers };
  const json = { 'content-type': 'application/json' };
  if (context.method !== 'GET' || status !== 200) {
    return { statusCode: status, headers: { 'cache-control': 'no-store', ...json, ...common }, body };
  }
  const headers = { etag: etagOf(body), 'cache-control': cacheControl(answer.maxAgeSeconds), ...common };
  if (matches(context.ifNoneMatch, headers.etag)) return { statusCode: 304, headers };
  return { statusCode: status, headers: { ...json, ...headers }, body };
}

export function encodeProblem(problem: HttpProblem, context: ProblemContext): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      [CORRELATION_HEADER]: context.correlationId,
      ...problem.headers,
    },
    body: JSON.stringify(documentOf(problem, context)),
  };
}

/** Answers depend on who asks: they are for the caller's own cache, and for no other. */
function cacheControl(maxAgeSeconds: number | undefined): string {
  return maxAgeSeconds === undefined ? 'private, no-cache' : `private, max-age=${maxAgeSeconds}`;
}

/** 128 bits are enough to tell two answers from each other. */
const TAG_CHARACTERS = 22;

function etagOf(body: string): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, TAG_CHARACTERS)}"`;
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2: any of a list, weak or not, or whatever there is. */
function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags?.some((tag) => tag === etag || tag === '*') ?? false;
}
