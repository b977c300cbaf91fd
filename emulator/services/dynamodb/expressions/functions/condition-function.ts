import type { Item } from '../../values/value.ts';
import type { ExpressionKind } from '../expression-error.ts';
import type { Operand } from '../operand.ts';

/** A function that is a condition by itself. */
export interface ConditionFunction {
  readonly name: string;
  readonly operandCount: number;
  /** Whether the first operand must be a path. */
  readonly needsPath: boolean;
  /** Makes the test of one item; refuses operands of a wrong type. */
  readonly compile: (operands: readonly Operand[], kind: ExpressionKind) => (item: Item) => boolean;
}
