import { invalidPattern } from '../errors.ts';

export interface Token {
  readonly kind: 'word' | 'string' | 'regex' | 'symbol';
  readonly text: string;
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|(&&|\|\||!=|<=|>=|[=<>(){}[\],])|([^\s"%=<>!(){}[\],&|]+))/y;

/** The tokens of a JSON or space-delimited pattern. Selectors (`$.a[0]`) are read by who expects them. */
export class Tokens {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  peek(): Token | undefined {
    const at = this.#at;
    const token = this.#read();
    this.#at = at;
    return token;
  }

  /** @throws AwsError InvalidParameterException at the end */
  next(): Token {
    const token = this.#read();
    if (!token) throw invalidPattern();
    return token;
  }

  /** Takes the next token when it is this symbol or word. */
  accept(text: string): boolean {
    const token = this.peek();
    if (token?.text !== text || token.kind === 'string' || token.kind === 'regex') return false;
    this.next();
    return true;
  }

  expect(text: string): void {
    if (!this.accept(text)) throw invalidPattern();
  }

  /** Takes what an expression of another syntax matches from here on. */
  take(expression: RegExp): string {
    const rest = this.#text.slice(this.#at).trimStart();
    const [found] = expression.exec(rest) ?? [];
    if (found === undefined) throw invalidPattern();
    this.#at = this.#text.length - rest.length + found.length;
    return found;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#at).trim() === '';
  }

  #read(): Token | undefined {
    if (this.atEnd()) return undefined;
    TOKEN.lastIndex = this.#at;
    const [, string, regex, symbol, word] = TOKEN.exec(this.#text) ?? [];
    const kind =
      string !== undefined ? 'string' : regex !== undefined ? 'regex' : symbol !== undefined ? 'symbol' : 'word';
    const text = string?.replaceAll(/\\(.)/g, '$1') ?? regex ?? symbol ?? word;
    if (text === undefined) throw invalidPattern();
    this.#at = TOKEN.lastIndex;
    return { kind, text };
  }
}
