import { validation } from '../errors.ts';
import { callFunction, type MathContext } from './functions.ts';
import { type MathToken, mathTokens } from './lexer.ts';
import { joinValues, type MathValue, mapValue, type Series } from './series.ts';

/** Values of other queries of the request, by their ids. */
export type Resolve = (id: string) => MathValue;

type Node = (resolve: Resolve, context: MathContext) => MathValue;

const truth = (value: boolean) => (value ? 1 : 0);

/** Binary operators by how tightly they bind, loosest first. */
const LEVELS: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '||': (a, b) => truth(a !== 0 || b !== 0), OR: (a, b) => truth(a !== 0 || b !== 0) },
  { '&&': (a, b) => truth(a !== 0 && b !== 0), AND: (a, b) => truth(a !== 0 && b !== 0) },
  {
    '==': (a, b) => truth(a === b),
    '!=': (a, b) => truth(a !== b),
    '<': (a, b) => truth(a < b),
    '<=': (a, b) => truth(a <= b),
    '>': (a, b) => truth(a > b),
    '>=': (a, b) => truth(a >= b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => a / b },
  { '^': (a, b) => a ** b },
];

/**
 * Compiles a metric math expression
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html).
 *
 * @throws AwsError ValidationException
 * @example compileMath('100 * errors / FILL(invocations, 0)')
 */
export function compileMath(expression: string): Node {
  const parser = new Parser(expression);
  const node = parser.level(0);
  parser.end();
  return node;
}

class Parser {
  readonly #expression: string;
  readonly #tokens: readonly MathToken[];
  #at = 0;

  constructor(expression: string) {
    this.#expression = expression;
    this.#tokens = mathTokens(expression);
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#syntaxError();
  }

  level(depth: number): Node {
    const operators = LEVELS[depth];
    if (!operators) return this.#unary();
    let left = this.level(depth + 1);
    for (;;) {
      const { kind, text = '' } = this.#tokens[this.#at] ?? {};
      const join = kind === 'string' ? undefined : operators[text];
      if (!join) return left;
      this.#at += 1;
      const [first, second] = [left, this.level(depth + 1)];
      left = (resolve, context) => joinValues(first(resolve, context), second(resolve, context), join);
    }
  }

  #unary(): Node {
    if (!this.#accept('-')) return this.#primary();
    const operand = this.#unary();
    return (resolve, context) => mapValue(operand(resolve, context), (value) => -value);
  }

  #primary(): Node {
    if (this.#accept('(')) return this.#closed(this.level(0), ')');
    if (this.#accept('[')) return this.#list();
    const token = this.#tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'number') return () => Number(token.text);
    if (token?.kind !== 'name') throw this.#syntaxError();
    if (!this.#accept('(')) return (resolve) => resolve(token.text);
    return token.text === 'METRICS' ? this.#metrics() : this.#call(token.text);
  }

  #call(name: string): Node {
    if (name === 'FILL') return this.#fill();
    const args = this.#items(')');
    return (resolve, context) =>
      callFunction(
        name,
        args.map((arg) => arg(resolve, context)),
        context,
      );
  }

  /** `FILL(m1, REPEAT)` has a word for its second argument, unlike all other functions. */
  #fill(): Node {
    const value = this.level(0);
    if (!this.#accept(',')) throw this.#syntaxError();
    const word = this.#tokens[this.#at]?.text;
    if (word !== 'REPEAT' && word !== 'LINEAR') {
      const filler = this.#closed(this.level(0), ')');
      return (resolve, context) => callFunction('FILL', [value(resolve, context), filler(resolve, context)], context);
    }
    this.#at += 1;
    if (word === 'LINEAR')
      throw validation('FILL with LINEAR is not supported by this emulator; a number and REPEAT are.');
    const series = this.#closed(value, ')');
    return (resolve, context) => repeat(series(resolve, context), context.times);
  }

  /** `METRICS()` or `METRICS("part of an id")` */
  #metrics(): Node {
    const token = this.#tokens[this.#at];
    const part = token?.kind === 'string' ? token.text : '';
    if (token?.kind === 'string') this.#at += 1;
    const node: Node = (_resolve, { metrics }) =>
      [...metrics].filter(([id]) => id.includes(part)).map(([, series]) => series);
    return this.#closed(node, ')');
  }

  #list(): Node {
    const items = this.#items(']');
    return (resolve, context) =>
      items.map((item) => item(resolve, context)).filter((value): value is Series => value instanceof Map);
  }

  #items(close: string): Node[] {
    const items: Node[] = [];
    if (this.#accept(close)) return items;
    do items.push(this.level(0));
    while (this.#accept(','));
    if (!this.#accept(close)) throw this.#syntaxError();
    return items;
  }

  #closed(node: Node, close: string): Node {
    if (!this.#accept(close)) throw this.#syntaxError();
    return node;
  }

  #accept(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind === 'string' || token?.text !== text) return false;
    this.#at += 1;
    return true;
  }

  #syntaxError() {
    return validation(`Error in expression '${this.#expression}': Invalid syntax`);
  }
}

function repeat(value: MathValue, times: readonly number[]): MathValue {
  if (!(value instanceof Map)) return value;
  let last: number | undefined;
  const filled = new Map<number, number>();
  for (const at of times) {
    last = value.get(at) ?? last;
    if (last !== undefined) filled.set(at, last);
  }
  return filled;
}
