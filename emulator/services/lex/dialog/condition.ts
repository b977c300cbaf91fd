/** What a condition may ask for. */
export interface ConditionScope {
  /** `{City}`, `{City.originalValue}`, `{City.interpretedValue}`; undefined for an empty slot. */
  slot(
    name: string,
    part: 'interpretedValue' | 'originalValue' | 'resolvedValues',
  ): string | readonly string[] | undefined;
  /** `[attribute]` */
  sessionAttribute(name: string): string | undefined;
  /** `#context.attribute`, or the context alone */
  context(name: string, attribute: string | undefined): string | undefined;
  /** `{Intent.state}`, `{Intent.confirmationState}` */
  intent(part: string): string | undefined;
}

type Value = string | number | boolean | null | readonly string[];
type Evaluate = (scope: ConditionScope) => Value;

/** A condition that can be asked, or what is wrong with it. */
export type ParsedCondition = { readonly holds: (scope: ConditionScope) => boolean } | { readonly problem: string };

/**
 * Reads an expression of a conditional branch
 * (https://docs.aws.amazon.com/lexv2/latest/dg/branching-expressions.html).
 *
 * @example parseCondition('{City} = "Paris" AND NOT ([visits] > 3)')
 */
export function parseCondition(expression: string): ParsedCondition {
  try {
    const reader = new Reader(expression);
    const evaluate = reader.whole();
    return { holds: (scope) => evaluate(scope) === true };
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return { problem: `is no condition that can be understood: ${error.message} in ${expression}` };
  }
}

class ConditionError extends Error {
  override readonly name = 'ConditionError';
}

const TOKEN =
  /\s*(?:(\{[^{}]*\})|(\[[^[\]]*\])|(#[\w.-]+)|("[^"]*"|'[^']*')|(-?\d+(?:\.\d+)?)|(fn\.\w+)|(<=|>=|!=|[=<>(),])|(\w+))/y;

const COMPARISONS: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  '=': (a, b) => equal(a, b),
  '!=': (a, b) => !equal(a, b),
  '<': (a, b) => order(a, b) < 0,
  '<=': (a, b) => order(a, b) <= 0,
  '>': (a, b) => order(a, b) > 0,
  '>=': (a, b) => order(a, b) >= 0,
};

const FUNCTIONS: Readonly<Record<string, (value: Value) => Value>> = {
  'fn.count': (value) => (Array.isArray(value) ? value.length : value === null ? 0 : 1),
  'fn.length': (value) => (value === null ? 0 : String(value).length),
  'fn.is_null': (value) => value === null || value === '',
  'fn.is_set': (value) => value !== null && value !== '',
};

/** `or` of `and` of `not` of comparisons, as usual. */
class Reader {
  readonly #tokens: string[] = [];
  #place = 0;

  constructor(expression: string) {
    TOKEN.lastIndex = 0;
    let read = 0;
    for (let found = TOKEN.exec(expression); found; found = TOKEN.exec(expression)) {
      this.#tokens.push(found[0].trim());
      read = TOKEN.lastIndex;
    }
    const rest = expression.slice(read).trim();
    if (rest) throw new ConditionError(`"${rest}" is not expected`);
  }

  whole(): Evaluate {
    const result = this.#or();
    const extra = this.#tokens[this.#place];
    if (extra !== undefined) throw new ConditionError(`"${extra}" is not expected`);
    return result;
  }

  #or(): Evaluate {
    let left = this.#and();
    while (this.#took('or')) {
      const [a, b] = [left, this.#and()];
      left = (scope) => a(scope) === true || b(scope) === true;
    }
    return left;
  }

  #and(): Evaluate {
    let left = this.#not();
    while (this.#took('and')) {
      const [a, b] = [left, this.#not()];
      left = (scope) => a(scope) === true && b(scope) === true;
    }
    return left;
  }

  #not(): Evaluate {
    if (!this.#took('not')) return this.#comparison();
    const inner = this.#not();
    return (scope) => inner(scope) !== true;
  }

  #comparison(): Evaluate {
    const left = this.#operand();
    const compare = COMPARISONS[this.#tokens[this.#place] ?? ''];
    if (!compare) return left;
    this.#place += 1;
    const right = this.#operand();
    return (scope) => compare(left(scope), right(scope));
  }

  #operand(): Evaluate {
    const token = this.#tokens[this.#place++];
    if (token === undefined) throw new ConditionError('something is missing at the end');
    if (token === '(') return this.#closed(this.#or());
    if (token.startsWith('{')) return slotValue(token.slice(1, -1).trim());
    if (token.startsWith('[')) return (scope) => scope.sessionAttribute(token.slice(1, -1).trim()) ?? null;
    if (token.startsWith('#')) return contextValue(token.slice(1));
    if (/^["']/.test(token)) return () => token.slice(1, -1);
    if (/^-?\d/.test(token)) return () => Number(token);
    if (/^(true|false)$/i.test(token)) return () => token.toLowerCase() === 'true';
    if (/^null$/i.test(token)) return () => null;
    return this.#call(token);
  }

  #call(name: string): Evaluate {
    const apply = FUNCTIONS[name.toLowerCase()];
    if (!apply || !this.#took('(')) throw new ConditionError(`"${name}" is not known`);
    const argument = this.#closed(this.#operand());
    return (scope) => apply(argument(scope));
  }

  #closed(inner: Evaluate): Evaluate {
    if (!this.#took(')')) throw new ConditionError('a closing ) is missing');
    return inner;
  }

  #took(token: string): boolean {
    if (this.#tokens[this.#place]?.toLowerCase() !== token) return false;
    this.#place += 1;
    return true;
  }
}

function slotValue(name: string): Evaluate {
  const [first = '', part] = name.split('.');
  if (first === 'Intent' && part) return (scope) => scope.intent(part) ?? null;
  const wanted = part === 'originalValue' || part === 'resolvedValues' ? part : 'interpretedValue';
  if (part && part !== wanted) throw new ConditionError(`{${name}} is not known`);
  return (scope) => scope.slot(first, wanted) ?? null;
}

function contextValue(path: string): Evaluate {
  const dot = path.indexOf('.');
  if (dot < 0) return (scope) => scope.context(path, undefined) ?? null;
  return (scope) => scope.context(path.slice(0, dot), path.slice(dot + 1)) ?? null;
}

function equal(a: Value, b: Value): boolean {
  if (a === null || b === null) return a === b;
  return order(a, b) === 0;
}

/** Numbers by their value, everything else as text, whatever its case; nothing comes before or after what is not there. */
function order(a: Value, b: Value): number {
  if (a === null || b === null) return Number.NaN;
  const [x, y] = [Number(a), Number(b)];
  if (String(a) !== '' && String(b) !== '' && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  return String(a).toLowerCase().localeCompare(String(b).toLowerCase());
}
