/** What a JSON text may start a value with, in the words of the parser that AWS uses. */
const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const TOKEN = /[\p{L}\p{N}_$]+/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

class Problem extends Error {}

/**
 * Why a text is no JSON, in the words that AWS's answers have: "Unexpected character ('}' (code 125)): was expecting
 * double-quote to start field name".
 */
export function explainJsonSyntax(text: string): string {
  const scanner = new Scanner(text);
  try {
    scanner.value();
    scanner.end();
  } catch (error) {
    if (error instanceof Problem) return error.message;
    throw error;
  }
  return 'The text is valid JSON';
}

/** Walks through a text until it is no longer JSON. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): void {
    this.#space();
    const character = this.#text[this.#at];
    if (character === undefined) throw new Problem('Unexpected end-of-input: expected a value');
    if (character === '{') this.#object();
    else if (character === '[') this.#array();
    else if (character === '"') this.#string();
    else if (/[-\d]/.test(character)) this.#number();
    else this.#literal();
  }

  end(): void {
    this.#space();
    if (this.#at < this.#text.length) throw this.#unexpected('expected end of input');
  }

  #object(): void {
    this.#at += 1;
    if (this.#skip('}')) return;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') throw this.#unexpected('was expecting double-quote to start field name');
      this.#string();
      if (!this.#skip(':')) throw this.#unexpected('was expecting a colon to separate field name and value');
      this.value();
    } while (this.#skip(','));
    if (!this.#skip('}')) throw this.#unexpected('was expecting comma to separate Object entries');
  }

  #array(): void {
    this.#at += 1;
    if (this.#skip(']')) return;
    do this.value();
    while (this.#skip(','));
    if (!this.#skip(']')) throw this.#unexpected('was expecting comma to separate Array entries');
  }

  #string(): void {
    if (this.#match(STRING) === undefined)
      throw new Problem('Unexpected end-of-input: was expecting closing quote for a string value');
  }

  #number(): void {
    if (this.#match(NUMBER) === undefined) throw this.#unexpected(`expected a valid value ${VALUES}`);
  }

  #literal(): void {
    const token = this.#match(TOKEN);
    if (token === undefined) throw this.#unexpected(`expected a valid value ${VALUES}`);
    if (token !== 'true' && token !== 'false' && token !== 'null') {
      throw new Problem(`Unrecognized token '${token}': was expecting ${VALUES}`);
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skip(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }

  #unexpected(expected: string): Problem {
    const character = this.#text[this.#at];
    if (character === undefined) return new Problem(`Unexpected end-of-input: ${expected}`);
    return new Problem(`Unexpected character ('${character}' (code ${character.charCodeAt(0)})): ${expected}`);
  }
}
