import { IN_OPERANDS } from '../limits.ts';
import { type CallNode, isCall, type OperandNode, parseCall, parseOperand } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

export const COMPARATORS = ['=', '<>', '<', '<=', '>', '>='] as const;
export type Comparator = (typeof COMPARATORS)[number];

export type ConditionNode =
  | { readonly kind: 'and' | 'or'; readonly left: ConditionNode; readonly right: ConditionNode }
  | { readonly kind: 'not'; readonly operand: ConditionNode }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: OperandNode; readonly right: OperandNode }
  | { readonly kind: 'between'; readonly operand: OperandNode; readonly low: OperandNode; readonly high: OperandNode }
  | { readonly kind: 'in'; readonly operand: OperandNode; readonly options: readonly OperandNode[] }
  | CallNode;

/**
 * The grammar of condition, filter and key condition expressions
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html):
 *
 *     condition   = conjunction { OR conjunction }
 *     conjunction = negation { AND negation }
 *     negation    = NOT negation | primary
 *     primary     = "(" condition ")" | function | comparison
 *     comparison  = operand ( comparator operand | BETWEEN operand AND operand | IN "(" operand { "," operand } ")" )
 *     operand     = path | :value | size "(" operand ")" | "(" operand ")"
 */
export function parseCondition(tokens: TokenStream): ConditionNode {
  const node = parseDisjunction(tokens);
  tokens.expectEnd();
  return node;
}

function parseDisjunction(tokens: TokenStream): ConditionNode {
  let left = parseConjunction(tokens);
  while (tokens.takeKeyword('OR')) {
    tokens.countOperator();
    left = { kind: 'or', left, right: parseConjunction(tokens) };
  }
  return left;
}

function parseConjunction(tokens: TokenStream): ConditionNode {
  let left = parseNegation(tokens);
  while (tokens.takeKeyword('AND')) {
    tokens.countOperator();
    left = { kind: 'and', left, right: parseNegation(tokens) };
  }
  return left;
}

function parseNegation(tokens: TokenStream): ConditionNode {
  if (!tokens.takeKeyword('NOT')) return parsePrimary(tokens);
  tokens.countOperator();
  return { kind: 'not', operand: parseNegation(tokens) };
}

function parsePrimary(tokens: TokenStream): ConditionNode {
  if (tokens.is('(') && !parenthesesHoldOperand(tokens)) {
    tokens.next();
    refuseRedundantParentheses(tokens);
    const node = parseDisjunction(tokens);
    tokens.expect(')');
    return node;
  }
  if (isCall(tokens) && tokens.peek().text !== 'size') return parseFunctionCondition(tokens);
  return parseComparison(tokens);
}

/** `attribute_exists(a)` is a condition of its own; with a comparator behind it, it is misused. */
function parseFunctionCondition(tokens: TokenStream): ConditionNode {
  const call = parseCall(tokens);
  const { text } = tokens.peek();
  if (COMPARATORS.some((comparator) => comparator === text)) {
    throw tokens.fail(`The function is not allowed to be used this way in an expression; function: ${call.name}`);
  }
  return call;
}

function parseComparison(tokens: TokenStream): ConditionNode {
  const operand = parseConditionOperand(tokens);
  if (tokens.isKeyword('BETWEEN')) return parseBetween(tokens, operand);
  if (tokens.isKeyword('IN')) return parseIn(tokens, operand);
  const comparator = COMPARATORS.find((symbol) => tokens.is(symbol));
  if (!comparator) {
    if (operand.kind === 'call') {
      throw tokens.fail(`The function is not allowed to be used this way in an expression; function: ${operand.name}`);
    }
    throw tokens.syntaxError();
  }
  tokens.next();
  tokens.countOperator();
  return { kind: 'compare', operator: comparator, left: operand, right: parseConditionOperand(tokens) };
}

function parseBetween(tokens: TokenStream, operand: OperandNode): ConditionNode {
  tokens.next();
  tokens.countOperator();
  const low = parseConditionOperand(tokens);
  tokens.expectKeyword('AND');
  return { kind: 'between', operand, low, high: parseConditionOperand(tokens) };
}

function parseIn(tokens: TokenStream, operand: OperandNode): ConditionNode {
  tokens.next();
  tokens.countOperator();
  tokens.expect('(');
  const options = [parseConditionOperand(tokens)];
  while (tokens.take(',')) options.push(parseConditionOperand(tokens));
  tokens.expect(')');
  if (options.length > IN_OPERANDS) {
    throw tokens.fail(
      `The IN operator is provided with too many operands; number of operands: ${options.length}, limit: ${IN_OPERANDS}`,
    );
  }
  return { kind: 'in', operand, options };
}

function parseConditionOperand(tokens: TokenStream): OperandNode {
  if (!tokens.take('(')) return parseOperand(tokens);
  refuseRedundantParentheses(tokens);
  const operand = parseConditionOperand(tokens);
  tokens.expect(')');
  return operand;
}

/** Whether what stands in the parentheses in front is a mere operand: behind it comes a comparison, not a connective. */
function parenthesesHoldOperand(tokens: TokenStream): boolean {
  const close = closingParenthesis(tokens, 0);
  if (close === undefined) return false;
  const { kind, text } = tokens.peek(close + 1);
  if (kind === 'symbol') return COMPARATORS.some((comparator) => comparator === text);
  return kind === 'name' && ['BETWEEN', 'IN'].includes(text.toUpperCase());
}

/** `((a = :b))`: parentheses that hold nothing but parentheses. The outer one was just taken. */
function refuseRedundantParentheses(tokens: TokenStream): void {
  if (!tokens.is('(')) return;
  const inner = closingParenthesis(tokens, 0);
  if (inner !== undefined && tokens.is(')', inner + 1)) throw tokens.fail('The expression has redundant parentheses;');
}

/** How far ahead the parenthesis closes that opens `from` tokens ahead. */
function closingParenthesis(tokens: TokenStream, from: number): number | undefined {
  let depth = 0;
  for (let ahead = from; tokens.peek(ahead).kind !== 'end'; ahead += 1) {
    if (tokens.is('(', ahead)) depth += 1;
    else if (tokens.is(')', ahead)) depth -= 1;
    if (depth === 0) return ahead;
  }
  return undefined;
}
