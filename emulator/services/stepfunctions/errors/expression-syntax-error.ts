/** The diagnostic codes of AWS's definition validation that concern an expression. */
export type SyntaxCode = 'SCHEMA_VALIDATION_FAILED' | 'INVALID_JSONATA_EXPRESSION' | 'UNSUPPORTED_JSONATA_EXPRESSION';

/** Where an expression stands and why it does not parse. */
export interface ExpressionSyntaxDetails {
  /** Where the text stands, relative to the template that was compiled, such as `/a/b`; empty at its top. */
  readonly location?: string;
  /** Default `SCHEMA_VALIDATION_FAILED`. */
  readonly code?: SyntaxCode;
  readonly cause?: unknown;
}

/**
 * A path, intrinsic call or JSONata expression that does not parse. Thrown when a definition is compiled, never while it runs:
 * the caller turns it into a validation diagnostic with the field's location.
 */
export class ExpressionSyntaxError extends Error {
  /** The text that does not parse. */
  readonly expression: string;
  readonly location: string;
  readonly code: SyntaxCode;

  constructor(
    expression: string,
    reason: string,
    { location = '', code = 'SCHEMA_VALIDATION_FAILED', cause }: ExpressionSyntaxDetails = {},
  ) {
    super(reason, cause === undefined ? {} : { cause });
    this.name = 'ExpressionSyntaxError';
    this.expression = expression;
    this.location = location;
    this.code = code;
  }
}
