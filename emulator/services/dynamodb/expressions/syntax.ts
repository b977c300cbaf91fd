import { type PathNode, parsePath } from './path.ts';
import type { TokenStream } from './token-stream.ts';

export interface ValueNode {
  readonly kind: 'value';
  /** `:name` */
  readonly placeholder: string;
}

export interface CallNode {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly OperandNode[];
}

/** What stands for a value: a path, a `:value`, or a function of such. */
export type OperandNode = PathNode | ValueNode | CallNode;

/** Whether a function call is in front. */
export const isCall = (tokens: TokenStream): boolean => tokens.peek().kind === 'name' && tokens.is('(', 1);

/** `:value`, a path, or `name(operand, …)`. */
export function parseOperand(tokens: TokenStream): OperandNode {
  if (tokens.peek().kind === 'value') return { kind: 'value', placeholder: tokens.next().text };
  return isCall(tokens) ? parseCall(tokens) : parsePath(tokens);
}

/** @param parseArgument how the function's operands are read; default {@link parseOperand} */
export function parseCall(tokens: TokenStream, parseArgument = parseOperand): CallNode {
  tokens.countOperator();
  const { text: name } = tokens.expectKind('name');
  tokens.expect('(');
  const operands = [parseArgument(tokens)];
  while (tokens.take(',')) operands.push(parseArgument(tokens));
  tokens.expect(')');
  return { kind: 'call', name, operands };
}
