import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { ValidationError } from '../errors.ts';
import { parseValue } from '../values/parse.ts';
import type { Value } from '../values/value.ts';
import { type ExpressionKind, invalidExpression } from './expression-error.ts';
import type { Path, PathNode } from './path.ts';

export interface BindingsInput {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>> | undefined;
}

const ALIAS = /^#[A-Za-z0-9_]+$/;
const PLACEHOLDER = /^:[A-Za-z0-9_]+$/;

/** What the `#aliases` and `:values` of a request's expressions stand for, and which of them were used. */
export class Bindings {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, Value>;
  readonly #used = new Set<string>();

  /**
   * @param expressions the expressions of the request by their parameter, in the order in which messages name them
   * @throws ValidationError when names or values are malformed, or there is no expression that could use them
   */
  constructor(input: BindingsInput, expressions: Readonly<Partial<Record<ExpressionKind, string | undefined>>>) {
    const absent = Object.entries(expressions).filter(([, expression]) => expression === undefined);
    const any = absent.length < Object.keys(expressions).length;
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input;
    if (names && !any) {
      throw new ValidationError('ExpressionAttributeNames can only be specified when using expressions');
    }
    // A projection has no values.
    const users = Object.entries(expressions).filter(([kind]) => kind !== 'ProjectionExpression');
    if (values && users.every(([, expression]) => expression === undefined)) {
      const reason = users.map(([kind]) => kind).join(' and ');
      throw new ValidationError(
        'ExpressionAttributeValues can only be specified when using expressions' +
          (reason ? `: ${reason} ${users.length > 1 ? 'are' : 'is'} null` : ''),
      );
    }
    this.#names = names ? checkedNames(names) : new Map();
    this.#values = values ? checkedValues(values) : new Map();
  }

  /** The path with its aliases resolved. */
  path(kind: ExpressionKind, node: PathNode): Path {
    return node.steps.map((step) => {
      if (step.kind === 'index') return step.index;
      if (step.kind === 'name') return step.text;
      const name = this.#names.get(step.text);
      if (name === undefined) {
        throw invalidExpression(
          kind,
          `An expression attribute name used in the document path is not defined; attribute name: ${step.text}`,
        );
      }
      this.#used.add(step.text);
      return name;
    });
  }

  value(kind: ExpressionKind, placeholder: string): Value {
    const value = this.#values.get(placeholder);
    if (value === undefined) {
      throw invalidExpression(
        kind,
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    }
    this.#used.add(placeholder);
    return value;
  }

  /** To be called when every expression of the request was compiled. */
  refuseUnused(): void {
    this.#refuseUnused('ExpressionAttributeNames', this.#names.keys());
    this.#refuseUnused('ExpressionAttributeValues', this.#values.keys());
  }

  #refuseUnused(parameter: string, keys: Iterable<string>): void {
    const unused = [...keys].filter((key) => !this.#used.has(key));
    if (unused.length === 0) return;
    throw new ValidationError(`Value provided in ${parameter} unused in expressions: keys: {${unused.join(', ')}}`);
  }
}

function checkedNames(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const entries = Object.entries(names);
  if (entries.length === 0) throw new ValidationError('ExpressionAttributeNames must not be empty');
  for (const [key, name] of entries) {
    if (!ALIAS.test(key)) {
      throw new ValidationError(`ExpressionAttributeNames contains invalid key: Syntax error; key: "${key}"`);
    }
    if (name === '') {
      throw new ValidationError(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${key}`);
    }
  }
  return new Map(entries);
}

function checkedValues(values: Readonly<Record<string, AttributeValue>>): ReadonlyMap<string, Value> {
  const entries = Object.entries(values);
  if (entries.length === 0) throw new ValidationError('ExpressionAttributeValues must not be empty');
  for (const [key] of entries) {
    if (!PLACEHOLDER.test(key)) {
      throw new ValidationError(`ExpressionAttributeValues contains invalid key: Syntax error; key: "${key}"`);
    }
  }
  return new Map(entries.map(([key, value]) => [key, checkedValue(key, value)]));
}

function checkedValue(key: string, value: AttributeValue): Value {
  try {
    return parseValue(value);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    throw new ValidationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${key}`);
  }
}
