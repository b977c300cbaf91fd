/** What is wrong with one field of a request: `body.title`, `body.recipients.0`. */
export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What is known of a problem beside its words. */
export interface ApiErrorOptions extends ErrorOptions {
  readonly code?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly problems?: readonly FieldProblem[];
}

/** An answer of the API that says what was wrong (RFC 9457), or that there was no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when nothing answered. */
  readonly status: number;
  /** The kind of problem, such as `not-found`; undefined when the answer names none. */
  readonly code: string | undefined;
  /** What to tell the operators, who find the request by it. */
  readonly correlationId: string | undefined;
  /** Empty when it is not the fault of single fields. */
  readonly problems: readonly FieldProblem[];

  constructor(status: number, message: string, options: ApiErrorOptions = {}) {
    super(message, options);
    this.status = status;
    this.code = options.code;
    this.correlationId = options.correlationId;
    this.problems = options.problems ?? [];
  }
}

/** What names our own kinds of problem (functions/shared/http/problem.ts). */
const PROBLEM_TYPE = 'urn:telar:problem:';

/** The problem document of an answer, as far as there is one. */
export async function problemOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const message = text(body, 'detail') ?? text(body, 'message') ?? response.statusText;
  return new ApiError(response.status, message, {
    code: text(body, 'type')?.replace(PROBLEM_TYPE, ''),
    correlationId: text(body, 'correlationId'),
    problems: problemsIn(member(body, 'problems')),
  });
}

function problemsIn(list: unknown): FieldProblem[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((problem: unknown) => {
    const [field, message] = [text(problem, 'field'), text(problem, 'message')];
    return field === undefined || message === undefined ? [] : [{ field, message }];
  });
}

function text(of: unknown, name: string): string | undefined {
  const value = member(of, name);
  return typeof value === 'string' ? value : undefined;
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined;
}
