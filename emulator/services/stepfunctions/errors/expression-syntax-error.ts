/** Where an expression stands and why it does not parse. */
export interface ExpressionSyntaxDetails {
  /** Where the text stands, relative to the template that was compiled, such as `/a/b`; empty at its top. */
  readonly location?: string;
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

  constructor(expression: string, reason: string, { location = '', cause }: ExpressionSyntaxDetails = {}) {
    super(reason, cause === undefined ? {} : { cause });
    this.name = 'ExpressionSyntaxError';
    this.expression = expression;
    this.location = location;
  }
}
