import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Diagnostics } from './diagnostics.ts';

/**
 * Reads the fields of one object of a definition and reports what is wrong with them. A field that nobody asked for
 * is one that the language does not have there: `finish` reports it.
 */
export class Fields {
  readonly location: string;
  readonly diagnostics: Diagnostics;
  readonly #object: JsonObject;
  readonly #known = new Set(['Comment']);

  constructor(object: JsonObject, location: string, diagnostics: Diagnostics) {
    this.#object = object;
    this.location = location;
    this.diagnostics = diagnostics;
  }

  /** The object itself, for what compiles it whole. */
  get object(): JsonObject {
    return this.#object;
  }

  at(name: string): string {
    return this.location === '/' ? `/${name}` : `${this.location}/${name}`;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#object, name);
  }

  value(name: string): Json | undefined {
    this.#known.add(name);
    return this.has(name) ? this.#object[name] : undefined;
  }

  text(name: string): string | undefined {
    return this.#typed(name, 'a string', (value) => (typeof value === 'string' ? value : undefined));
  }

  flag(name: string): boolean | undefined {
    return this.#typed(name, 'a boolean', (value) => (typeof value === 'boolean' ? value : undefined));
  }

  /** A number between two bounds, which count as well. */
  number(name: string, minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY): number | undefined {
    const found = this.#typed(name, 'a number', (value) => (typeof value === 'number' ? value : undefined));
    return this.#between(name, found, [minimum, maximum], (bound) => bound.toFixed(1));
  }

  /** A whole number between two bounds, which count as well. */
  integer(name: string, minimum = 0, maximum = Number.POSITIVE_INFINITY): number | undefined {
    const isWhole = (value: Json) => (Number.isInteger(value) ? (value as number) : undefined);
    const found = this.#typed(name, minimum > 0 ? 'a positive integer' : 'a non-negative integer', isWhole);
    return this.#between(name, found, [minimum, maximum], String);
  }

  record(name: string): JsonObject | undefined {
    return this.#typed(name, 'an object', (value) => (isObject(value) ? value : undefined));
  }

  list(name: string): Json[] | undefined {
    return this.#typed(name, 'an array', (value) => (Array.isArray(value) ? value : undefined));
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const found = allowed.find((one) => one === value);
    if (found === undefined) {
      this.invalid(`The field '${name}' should have one of these values: [${allowed.join(', ')}]`, name);
    }
    return found;
  }

  /** The objects of a list, each as fields of its own. */
  items(name: string): Fields[] {
    return (this.list(name) ?? []).flatMap((item, index) => {
      const location = `${this.at(name)}[${index}]`;
      if (isObject(item)) return [new Fields(item, location, this.diagnostics)];
      this.diagnostics.invalid('Value is not an object', location);
      return [];
    });
  }

  /** An object as fields of its own. */
  nested(name: string): Fields | undefined {
    const object = this.record(name);
    return object && new Fields(object, this.at(name), this.diagnostics);
  }

  /**
   * What `compile` makes of the field's value; undefined when the field is absent, or wrong and reported.
   *
   * @param compile throws ExpressionSyntaxError for what does not parse
   */
  compiled<T>(name: string, compile: (value: Json) => T): T | undefined {
    const value = this.value(name);
    return value === undefined ? undefined : this.attempt(name, () => compile(value));
  }

  /** As `compiled`, of a string. */
  compiledText<T>(name: string, compile: (value: string) => T): T | undefined {
    const value = this.text(name);
    return value === undefined ? undefined : this.attempt(name, () => compile(value));
  }

  /** Reports the ExpressionSyntaxError that `work` throws at the field. */
  attempt<T>(name: string | undefined, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ExpressionSyntaxError)) throw error;
      this.diagnostics.error(error.code, error.message, name === undefined ? this.location : this.at(name));
      return undefined;
    }
  }

  /** Reports the fields that are missing, in one line as AWS does. */
  require(...names: string[]): boolean {
    const missing = names.filter((name) => !this.has(name));
    if (missing.length > 0) this.invalid(`These fields are required: [${missing.join(', ')}]`);
    return missing.length === 0;
  }

  /** Reports when more than one of the fields is there. */
  exclusive(...names: string[]): void {
    const present = names.filter((name) => this.has(name));
    if (present.length < 2) return;
    this.ignore(...present);
    this.invalid(`There should only be one of the following fields: [${present.join(', ')}]`);
  }

  /** Reports a violation at a field, or at the object itself. */
  invalid(message: string, name?: string): void {
    this.diagnostics.invalid(message, name === undefined ? this.location : this.at(name));
  }

  /** Marks fields as known whose value plays no part. */
  ignore(...names: string[]): void {
    for (const name of names) this.#known.add(name);
  }

  /** Reports every field that nobody asked for. */
  finish(): void {
    for (const name of Object.keys(this.#object)) {
      if (!this.#known.has(name)) this.invalid(this.whyUnsupported(name));
    }
  }

  /** What is wrong with a field that the language does not have there. */
  protected whyUnsupported(name: string): string {
    return `Field '${name}' is not supported`;
  }

  #between(
    name: string,
    found: number | undefined,
    [minimum, maximum]: readonly [number, number],
    shown: (bound: number) => string,
  ): number | undefined {
    if (found === undefined || (found >= minimum && found <= maximum)) return found;
    this.invalid(found < minimum ? `Minimum value is ${shown(minimum)}` : `Maximum value is ${shown(maximum)}`, name);
    return undefined;
  }

  #typed<T>(name: string, expected: string, read: (value: Json) => T | undefined): T | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const typed = read(value);
    if (typed === undefined) this.invalid(`The field '${name}' should be ${expected}`, name);
    return typed;
  }
}
