/** An answer of the API that says what was wrong (RFC 9457), or that there was no answer. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** 0 when nothing answered. */
  readonly status: number;
  /** What to tell the operators, who find the request by it. */
  readonly correlationId: string | undefined;

  constructor(status: number, message: string, options: ErrorOptions & { readonly correlationId?: string } = {}) {
    super(message, options);
    this.status = status;
    this.correlationId = options.correlationId;
  }
}

/** The problem document of an answer, as far as there is one. */
export async function problemOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined);
  const member = (name: string) => {
    const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  const message = member('detail') ?? member('message') ?? response.statusText;
  const correlationId = member('correlationId');
  return new ApiError(response.status, message, correlationId ? { correlationId } : {});
}
