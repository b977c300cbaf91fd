import { ExpressionSyntaxError } from './errors/expression-syntax-error.ts';

/** A place in a text that is being parsed. */
export class Cursor {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The next character, or the empty string at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** Moves past `token` if it stands here. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** Moves past `token`. @throws ExpressionSyntaxError when something else stands here. */
  expect(token: string): void {
    if (!this.take(token)) this.fail(`'${token}' expected`);
  }

  /** Moves past what `pattern` (with the sticky flag) matches here and answers it. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipSpace(): void {
    this.match(/\s*/y);
  }

  fail(reason: string): never {
    throw new ExpressionSyntaxError(this.text, `${reason} at index ${this.at} of '${this.text}'`);
  }
}

/**
 * Parses a whole text with `parse`, which must use all of it.
 * @throws ExpressionSyntaxError also for a text that nests deeper than the stack allows
 */
export function parseWhole<T>(text: string, parse: (cursor: Cursor) => T): T {
  const cursor = new Cursor(text);
  try {
    const parsed = parse(cursor);
    if (!cursor.atEnd) cursor.fail('unexpected character');
    return parsed;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new ExpressionSyntaxError(text, 'the expression is nested too deeply', { cause });
  }
}
