import * as z from 'zod';

/** What goes out when something does not: RFC 9457, with what Telar adds to it. */
export const problemDocument = z.looseObject({
  type: z.string().describe('Names the kind of problem, for programs: `urn:telar:problem:<code>`.'),
  title: z.string().describe('The kind of problem, for people.'),
  status: z.number().int().min(400).max(599),
  detail: z.string().describe('What is wrong this time, and what is allowed.'),
  instance: z.string().describe('The path that was asked for.'),
  correlationId: z.string().describe('Finds the request in the logs.'),
});

/** What is wrong with one field. */
export interface FieldProblem {
  /** `body.logs.3.level`, `query.limit`. */
  readonly field: string;
  readonly message: string;
}

export interface ProblemOptions extends ErrorOptions {
  /** Further members of the document. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Why a request is answered with a status of 400 or above. */
export class HttpProblem extends Error {
  override readonly name: string = 'HttpProblem';
  readonly status: number;
  /** In kebab case. */
  readonly code: string;
  readonly title: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, title: string, detail: string, options: ProblemOptions = {}) {
    super(detail, options);
    this.status = status;
    this.code = code;
    this.title = title;
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}

/** 400: nothing was done, and the same request will never do. */
export class InvalidRequest extends HttpProblem {
  override readonly name = 'InvalidRequest';

  constructor(problems: readonly FieldProblem[], options?: ErrorOptions) {
    const detail = problems.map(({ field, message }) => `${field}: ${message}`).join('. ');
    super(400, 'invalid-request', 'The request is not valid', detail, { ...options, members: { problems } });
  }
}

/** 403 */
export class NotAllowed extends HttpProblem {
  override readonly name = 'NotAllowed';

  constructor(detail: string) {
    super(403, 'not-allowed', 'You may not do this', detail);
  }
}

/** 404: there is no such thing, or it is somebody else's; which of the two is not said. */
export class NotFound extends HttpProblem {
  override readonly name = 'NotFound';

  constructor(detail: string, members: Readonly<Record<string, unknown>> = {}) {
    super(404, 'not-found', 'There is no such thing', detail, { members });
  }
}

/** 500: we are at fault. The detail says nothing of the inside. */
export class Failed extends HttpProblem {
  override readonly name = 'Failed';

  constructor(cause: unknown) {
    super(500, 'failed', 'Something went wrong', 'The request failed; its correlation id finds out why.', { cause });
  }
}

/** 504: what the route needs did not answer in time. Whether a write was done is not known; asking again with the same key is safe. */
export class TimedOut extends HttpProblem {
  override readonly name = 'TimedOut';

  constructor(milliseconds: number) {
    super(504, 'timed-out', 'It took too long', `There was no answer within ${milliseconds} ms.`);
  }
}

export interface ProblemContext {
  readonly path: string;
  readonly correlationId: string;
}

/** The document of a problem. */
export function documentOf(problem: HttpProblem, { path, correlationId }: ProblemContext): ProblemDocument {
  const { status, code, title, message: detail, members } = problem;
  return { type: `urn:telar:problem:${code}`, title, status, detail, instance: path, correlationId, ...members };
}

export type ProblemDocument = z.infer<typeof problemDocument>;
