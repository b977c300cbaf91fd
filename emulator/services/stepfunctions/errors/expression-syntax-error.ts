/**
 * A path, intrinsic call or JSONata expression that does not parse. Thrown when a definition is compiled, never while it runs:
 * the caller turns it into a validation diagnostic with the field's location.
 */
export class ExpressionSyntaxError extends Error {
  /** The text that does not parse. */
  readonly expression: string;

  constructor(expression: string, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'ExpressionSyntaxError';
    this.expression = expression;
  }
}
