/** How an error looks on the wire, and what a client may do about it. */
export interface AwsErrorOptions {
  /** HTTP status; default 400. */
  readonly status?: number;
  /** Whether the caller or the service is to blame; default: by the status. */
  readonly fault?: 'client' | 'server';
  /** Further members of the error's shape, by their model names (for example `Item`, `CancellationReasons`). */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Further response headers. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/**
 * An error that a caller of an AWS API sees. Services declare their own as functions or subclasses beside their
 * operations; only the wire layer turns one into bytes.
 *
 * @example throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`)
 */
export class AwsError extends Error {
  /** AWS's error code as clients test it, without namespace. */
  readonly code: string;
  readonly status: number;
  readonly fault: 'client' | 'server';
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, options: AwsErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = code;
    this.code = code;
    this.status = options.status ?? 400;
    this.fault = options.fault ?? (this.status >= 500 ? 'server' : 'client');
    this.members = options.members ?? {};
    this.headers = options.headers ?? {};
  }
}

/** The operation exists on AWS but not here; SUPPORT.md lists what does. */
export class NotImplementedError extends AwsError {
  constructor(service: string, operation: string) {
    super('NotImplemented', `The emulator has no ${service} operation ${operation}; SUPPORT.md lists those it has.`, {
      status: 501,
    });
  }
}

/** The answer to a call that no policy allows, in the words of the IAM user guide's troubleshooting page. */
export class AccessDeniedError extends AwsError {
  constructor(code: string, message: string) {
    super(code, message, { status: 403 });
  }
}
