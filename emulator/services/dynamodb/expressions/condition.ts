import { equal, order } from '../values/compare.ts';
import type { Item, Type, Value } from '../values/value.ts';
import type { Bindings } from './bindings.ts';
import { type Comparator, type ConditionNode, parseCondition } from './condition-syntax.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import { attributeExists, attributeNotExists } from './functions/attribute-exists.ts';
import { attributeType } from './functions/attribute-type.ts';
import { beginsWith } from './functions/begins-with.ts';
import type { ConditionFunction } from './functions/condition-function.ts';
import { contains } from './functions/contains.ts';
import {
  compileOperand,
  type Operand,
  refuseRepetition,
  refuseUnknownFunction,
  requireOperandCount,
  wrongOperandType,
} from './operand.ts';
import { ParseCache } from './parse-cache.ts';
import type { Path } from './path.ts';
import { showValue } from './show-value.ts';
import type { CallNode } from './syntax.ts';
import { TokenStream } from './token-stream.ts';

/** A condition that is ready to be asked of items. */
export interface Condition {
  readonly test: (item: Item) => boolean;
  /** Every path that it reads. */
  readonly paths: readonly Path[];
}

type ConditionKind = 'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression';

const treesOf = (kind: ConditionKind) => new ParseCache((text) => parseCondition(new TokenStream(kind, text)));
// Messages name the parameter, so each has trees of its own.
const TREES: Readonly<Record<ConditionKind, ParseCache<ConditionNode>>> = {
  ConditionExpression: treesOf('ConditionExpression'),
  FilterExpression: treesOf('FilterExpression'),
  KeyConditionExpression: treesOf('KeyConditionExpression'),
};

export const conditionTree = (kind: ConditionKind, expression: string): ConditionNode => TREES[kind].parse(expression);

/**
 * Compiles a condition or filter expression.
 *
 * @throws ValidationError for a wrong syntax, function or operand
 */
export function compileCondition(kind: ConditionKind, expression: string, bindings: Bindings): Condition {
  const compiler = new Compiler(kind, bindings);
  const test = compiler.compile(conditionTree(kind, expression));
  return { test, paths: compiler.paths };
}

type Test = (item: Item) => boolean;

class Compiler {
  readonly paths: Path[] = [];
  readonly #kind: ConditionKind;
  readonly #bindings: Bindings;

  constructor(kind: ConditionKind, bindings: Bindings) {
    this.#kind = kind;
    this.#bindings = bindings;
  }

  compile(node: ConditionNode): Test {
    switch (node.kind) {
      case 'and': {
        const [left, right] = [this.compile(node.left), this.compile(node.right)];
        return (item) => left(item) && right(item);
      }
      case 'or': {
        const [left, right] = [this.compile(node.left), this.compile(node.right)];
        return (item) => left(item) || right(item);
      }
      case 'not': {
        const operand = this.compile(node.operand);
        return (item) => !operand(item);
      }
      case 'compare':
        return this.#comparison(node.operator, this.#operands([node.left, node.right]));
      case 'between':
        return this.#between(this.#operands([node.operand, node.low, node.high]));
      case 'in':
        return this.#in(this.#operands([node.operand, ...node.options]));
      case 'call':
        return this.#call(node);
    }
  }

  #operands(nodes: readonly Parameters<typeof compileOperand>[0][]): readonly Operand[] {
    const operands = nodes.map((node) => compileOperand(node, this.#kind, this.#bindings));
    for (const { path } of operands) if (path) this.paths.push(path);
    return operands;
  }

  #comparison(operator: Comparator, operands: readonly Operand[]): Test {
    if (operator !== '=' && operator !== '<>') requireOrder(this.#kind, operator, operands);
    refuseRepetition(this.#kind, operator, operands);
    const [left, right] = operands;
    const holds = COMPARISONS[operator];
    return (item) => holds(left?.read(item), right?.read(item));
  }

  #between(operands: readonly Operand[]): Test {
    requireOrder(this.#kind, 'BETWEEN', operands);
    const [value, low, high] = operands;
    if (low?.constant && high?.constant) requireAscending(this.#kind, low.constant, high.constant);
    refuseRepetition(this.#kind, 'BETWEEN', operands);
    return (item) => {
      const read = value?.read(item);
      return COMPARISONS['>='](read, low?.read(item)) && COMPARISONS['<='](read, high?.read(item));
    };
  }

  #in(operands: readonly Operand[]): Test {
    refuseRepetition(this.#kind, 'IN', operands);
    const [value, ...options] = operands;
    return (item) => {
      const read = value?.read(item);
      return options.some((option) => COMPARISONS['='](read, option.read(item)));
    };
  }

  #call(node: CallNode): Test {
    const definition = FUNCTIONS.get(node.name);
    if (!definition) {
      refuseUnknownFunction(node.name, this.#kind);
      throw new Error(`The condition grammar let ${node.name} stand alone`);
    }
    requireOperandCount(node, definition.operandCount, this.#kind);
    const operands = this.#operands(node.operands);
    if (definition.needsPath && !operands[0]?.path) {
      throw invalidExpression(
        this.#kind,
        `Operator or function requires a document path; operator or function: ${node.name}`,
      );
    }
    const test = definition.compile(operands, this.#kind);
    refuseRepetition(this.#kind, node.name, operands);
    return test;
  }
}

const FUNCTIONS: ReadonlyMap<string, ConditionFunction> = new Map(
  [attributeExists, attributeNotExists, attributeType, beginsWith, contains].map((known) => [known.name, known]),
);

type Comparison = (left: Value | undefined, right: Value | undefined) => boolean;

const ordered =
  (holds: (difference: number) => boolean): Comparison =>
  (left, right) => {
    const difference = left && right && order(left, right);
    return difference !== undefined && holds(difference);
  };

const same: Comparison = (left, right) => left !== undefined && right !== undefined && equal(left, right);

/** What the comparators mean. An attribute that is missing equals nothing, so `<>` is true of it. */
const COMPARISONS: Readonly<Record<Comparator, Comparison>> = {
  '=': same,
  '<>': (left, right) => !same(left, right),
  '<': ordered((difference) => difference < 0),
  '<=': ordered((difference) => difference <= 0),
  '>': ordered((difference) => difference > 0),
  '>=': ordered((difference) => difference >= 0),
};

const ORDERED_TYPES: ReadonlySet<Type> = new Set(['S', 'N', 'B']);

function requireOrder(kind: ExpressionKind, operator: string, operands: readonly Operand[]): void {
  for (const { type } of operands) {
    if (type && !ORDERED_TYPES.has(type)) throw wrongOperandType(kind, operator, type);
  }
}

function requireAscending(kind: ExpressionKind, low: Value, high: Value): void {
  const difference = order(low, high);
  if (difference !== undefined && difference <= 0) return;
  const bounds = `lower bound operand: AttributeValue: ${showValue(low)}, upper bound operand: AttributeValue: ${showValue(high)}`;
  throw invalidExpression(
    kind,
    difference === undefined
      ? `The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`
      : `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${bounds}`,
  );
}
