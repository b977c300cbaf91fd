import { readNumber } from './json-numbers.ts';
import { JsonSource } from './json-source.ts';
import { describeCharacter, readString } from './json-strings.ts';
import type { PatternError } from './pattern-error.ts';

export type Token = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null';

interface Scope {
  readonly type: 'Array' | 'Object';
  /** Offset of the bracket that opened it. */
  readonly start: number;
  /** Whether an entry was read, so that the next one needs a comma. */
  started: boolean;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const WORDS: Readonly<Record<string, Token>> = { t: 'true', f: 'false', n: 'null' };

/**
 * Reads a pattern token by token, with the positions and complaints of the JSON parser that AWS uses: a pattern is
 * checked while it is read, so the first error in the text wins, be it in the JSON or in the pattern language.
 *
 * Two habits of that parser show in the reported columns and are kept: a name is read together with the start of its
 * value, and the inside of a string only when somebody asks for it.
 */
export class JsonReader {
  readonly #source: JsonSource;
  readonly #scopes: Scope[] = [];
  #at = 0;
  #name = '';
  #text = '';
  /** The value behind a name, which was read with it. */
  #pending: Token | undefined;
  #openString = false;

  constructor(text: string) {
    this.#source = new JsonSource(text);
  }

  /** The field name read last. */
  get name(): string {
    return this.#name;
  }

  /** The value of the string, or the digits of the number, read last. */
  get text(): string {
    if (this.#openString) {
      const { value, end } = readString(this.#source, this.#at, 'string value');
      this.#openString = false;
      this.#text = value;
      this.#at = end;
    }
    return this.#text;
  }

  /** An error about the pattern at the place where reading stands. */
  error(message: string): PatternError {
    return this.#source.error(message, this.#at);
  }

  /** The next token; undefined at the end of the text. */
  next(): Token | undefined {
    if (this.#pending) return this.#takePending(this.#pending);
    void this.text;
    const scope = this.#scopes.at(-1);
    let character = this.#skipSpace(scope);
    if (character === undefined) return undefined;
    if (character === ']' || character === '}') return this.#close(character, scope);
    if (scope?.started) character = this.#skipComma(character, scope);
    if (scope) scope.started = true;
    if (scope?.type === 'Object') return this.#readName(character);
    return this.#open(this.#readValue(character));
  }

  #takePending(token: Token): Token {
    this.#pending = undefined;
    return this.#open(token);
  }

  #open(token: Token): Token {
    if (token === '{') this.#scopes.push({ type: 'Object', start: this.#at - 1, started: false });
    if (token === '[') this.#scopes.push({ type: 'Array', start: this.#at - 1, started: false });
    return token;
  }

  #close(character: ']' | '}', scope: Scope | undefined): Token {
    const type = character === ']' ? 'Array' : 'Object';
    if (scope?.type !== type) {
      const expected = scope ? `'${scope.type === 'Array' ? ']' : '}'}' (for ${this.#describe(scope)})` : 'a value';
      throw this.error(`Unexpected close marker '${character}': expected ${expected}`);
    }
    this.#scopes.pop();
    return character;
  }

  #describe(scope: Scope): string {
    const place = this.#source.place(scope.start);
    return `${scope.type} starting at ${this.#source.describe(place)}`;
  }

  #readName(character: string): Token {
    if (character !== '"') throw this.#unexpected(character, 'was expecting double-quote to start field name');
    const { value, end } = readString(this.#source, this.#at, 'name');
    this.#name = value;
    this.#at = end;
    const colon = this.#take('Object');
    if (colon !== ':') throw this.#unexpected(colon, 'was expecting a colon to separate field name and value');
    this.#pending = this.#readValue(this.#take('Object'));
    return 'name';
  }

  #readValue(character: string): Token {
    if (character === '"') {
      this.#openString = true;
      return 'string';
    }
    if (character === '{' || character === '[') return character;
    if (character === '}') throw this.#unexpected(character, 'expected a value');
    if (character === '-' || (character >= '0' && character <= '9')) {
      const start = this.#at - 1;
      this.#at = readNumber(this.#source, start);
      this.#text = this.#source.text.slice(start, this.#at);
      return 'number';
    }
    return this.#readWord(character);
  }

  #readWord(character: string): Token {
    const start = this.#at - 1;
    const word = /^[\p{L}\p{Nd}_$]+/u.exec(this.#source.text.slice(start, start + 256))?.[0];
    const token = WORDS[character];
    if (word !== undefined && word === token) {
      this.#at = start + word.length;
      this.#text = word;
      return token;
    }
    if (word === undefined) throw this.#unexpected(character, `expected a valid value ${VALUES}`);
    throw this.#source.error(`Unrecognized token '${word}': was expecting ${VALUES}`, start + word.length);
  }

  /** The next character that is no space; its offset is one before where reading stands then. */
  #skipSpace(scope: Scope | undefined): string | undefined {
    const { text } = this.#source;
    while (' \t\r\n'.includes(text[this.#at] ?? 'end')) this.#at += 1;
    const character = text[this.#at];
    if (character === undefined && scope) {
      const marker = this.#source.describe(this.#source.place(scope.start));
      throw this.error(`Unexpected end-of-input: expected close marker for ${scope.type} (start marker at ${marker})`);
    }
    if (character !== undefined) this.#at += 1;
    return character;
  }

  #skipComma(character: string, scope: Scope): string {
    if (character !== ',') throw this.#unexpected(character, `was expecting comma to separate ${scope.type} entries`);
    return this.#take(scope.type);
  }

  #take(within: Scope['type']): string {
    const character = this.#skipSpace(undefined);
    if (character === undefined) throw this.error(`Unexpected end-of-input within/between ${within} entries`);
    return character;
  }

  #unexpected(character: string, complaint: string): PatternError {
    return this.#source.error(`Unexpected character (${describeCharacter(character)}): ${complaint}`, this.#at - 1);
  }
}
