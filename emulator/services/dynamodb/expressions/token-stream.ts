import type { ValidationError } from '../errors.ts';
import { EXPRESSION_OPERATORS, EXPRESSION_SIZE_BYTES } from '../limits.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import { type Token, type TokenKind, tokenize } from './tokenizer.ts';

/** An expression, read from left to right by the parsers. */
export class TokenStream {
  readonly kind: ExpressionKind;
  readonly #expression: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #operators = 0;

  constructor(kind: ExpressionKind, expression: string) {
    this.kind = kind;
    this.#expression = expression;
    if (expression.trim() === '') throw this.fail('The expression can not be empty;');
    const size = Buffer.byteLength(expression);
    if (size > EXPRESSION_SIZE_BYTES) {
      throw this.fail(`Expression size has exceeded the maximum allowed size; expression size: ${size}`);
    }
    this.#tokens = tokenize(expression);
  }

  /** The token in front, or one further on. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)];
    if (!token) throw new Error('A token list always has an end');
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.#at += 1;
    return token;
  }

  atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  is(symbol: string, ahead = 0): boolean {
    const { kind, text } = this.peek(ahead);
    return kind === 'symbol' && text === symbol;
  }

  /** Keywords may be written in any case. */
  isKeyword(keyword: string): boolean {
    const { kind, text } = this.peek();
    return kind === 'name' && text.toUpperCase() === keyword;
  }

  /** Steps over the symbol if it is in front. */
  take(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.#at += 1;
    return true;
  }

  takeKeyword(keyword: string): boolean {
    if (!this.isKeyword(keyword)) return false;
    this.#at += 1;
    return true;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) throw this.syntaxError();
  }

  expectKeyword(keyword: string): void {
    if (!this.takeKeyword(keyword)) throw this.syntaxError();
  }

  expectKind(kind: TokenKind): Token {
    if (this.peek().kind !== kind) throw this.syntaxError();
    return this.next();
  }

  expectEnd(): void {
    if (!this.atEnd()) throw this.syntaxError();
  }

  /** Counts an operator or function of the expression. */
  countOperator(): void {
    this.#operators += 1;
    if (this.#operators > EXPRESSION_OPERATORS) {
      throw this.fail(`The expression contains too many operators; operator count: ${this.#operators}`);
    }
  }

  fail(detail: string): ValidationError {
    return invalidExpression(this.kind, detail);
  }

  /** The token in front does not belong here; it is shown with its neighbours. */
  syntaxError(): ValidationError {
    const token = this.peek();
    const from = this.#tokens[Math.max(0, this.#at - 1)]?.start ?? token.start;
    const near = this.#expression.slice(from, this.peek(1).end);
    return this.fail(`Syntax error; token: "${token.text}", near: "${near}"`);
  }
}
