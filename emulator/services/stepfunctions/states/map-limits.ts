import type { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Visit } from '../engine/visit.ts';
import { QueryEvaluationError } from '../errors/query-evaluation-error.ts';
import { RuntimeError } from '../errors/runtime.ts';
import { type Json, stringify } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import { compilePath } from '../jsonpath/path.ts';

/** A number that the definition gives as a literal, a path or an expression; undefined when it gives none. */
export type IntegerReader = (visit: Visit, input: Json) => MaybePromise<number | undefined>;

interface Kind {
  /** As the cause names it. */
  readonly name: 'integer' | 'float';
  readonly parse: (value: Json) => number | undefined;
  /** Inclusive. */
  readonly range: readonly [number, number];
  /** What a literal may be at most. */
  readonly maxLiteral?: number;
}

const NOT_NEGATIVE = [0, Number.POSITIVE_INFINITY] as const;
const INTEGER: Kind = { name: 'integer', parse: (value) => whole(numberOf(value)), range: NOT_NEGATIVE };
const SIGNED: Kind = { ...INTEGER, range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] };
const PERCENTAGE: Kind = { name: 'float', parse: (value) => numberOf(value), range: [0, 100] };

/** `name` as a literal, `<name>Path`, or in JSONata an expression. It is not negative. */
export function integerReader(fields: StateFields, name: string): IntegerReader {
  return numberReader(fields, name, INTEGER);
}

/** As `integerReader`, of a number whose sign its user judges. @param maxLiteral what it may be at most in the definition */
export function signedReader(fields: StateFields, name: string, maxLiteral: number): IntegerReader {
  return numberReader(fields, name, { ...SIGNED, maxLiteral });
}

/** How many failures a Map Run bears, as the definition says it. */
export interface FailureLimits {
  readonly count: number | undefined;
  readonly percentage: number | undefined;
}

export type FailureLimitsReader = (visit: Visit, input: Json) => MaybePromise<FailureLimits>;

/** `ToleratedFailureCount` and `ToleratedFailurePercentage`: only the DISTRIBUTED mode heeds them, but any evaluates them. */
export function failureLimits(fields: StateFields): FailureLimitsReader {
  const readCount = numberReader(fields, 'ToleratedFailureCount', INTEGER);
  const readPercentage = numberReader(fields, 'ToleratedFailurePercentage', PERCENTAGE);
  return (visit, input) =>
    chain(readCount(visit, input), (count) =>
      chain(readPercentage(visit, input), (percentage) => ({ count, percentage })),
    );
}

function numberReader(fields: StateFields, name: string, kind: Kind): IntegerReader {
  return fields.isJsonata ? jsonata(fields, name, kind) : jsonPath(fields, name, kind);
}

function jsonPath(fields: StateFields, name: string, kind: Kind): IntegerReader {
  const pathName = `${name}Path`;
  fields.exclusive(name, pathName);
  const literal = literalOf(fields, name, kind);
  const path = fields.text(pathName);
  if (path === undefined) return () => literal;
  const read = fields.attempt(pathName, () => compilePath(path));
  return (visit, input) => {
    const value = read?.(visit.scope(input)) ?? null;
    const number = kind.parse(value);
    const problem = number === undefined ? `not a valid ${kind.name}` : outside(kind, number);
    if (problem === undefined) return number;
    const shown = typeof value === 'string' ? value : stringify(value);
    throw new RuntimeError(`The ${pathName} field refers to value "${shown}" which is ${problem}: ${path}`);
  };
}

function jsonata(fields: StateFields, name: string, kind: Kind): IntegerReader {
  const value = fields.value(name);
  if (!isExpression(value ?? null)) {
    const literal = literalOf(fields, name, kind);
    return () => literal;
  }
  const evaluate = fields.compiledText(name, (text) => compileExpression(text, name, ['number']));
  return (visit, input) =>
    chain(evaluate?.(visit.scope(input)), (found) => {
      if (typeof found !== 'number') return undefined;
      const problem = kind.parse(found) === undefined ? `not a valid ${kind.name}` : outside(kind, found);
      if (problem === undefined) return found;
      throw new QueryEvaluationError(`The ${name} field has the value ${found} which is ${problem}`, {
        location: name,
      });
    });
}

/** Why a number cannot be used, if it is so. */
function outside({ range: [minimum, maximum] }: Kind, number: number): string | undefined {
  if (number >= minimum && number <= maximum) return undefined;
  return number < 0 ? 'negative' : `greater than ${maximum}`;
}

function literalOf(fields: StateFields, name: string, kind: Kind): number | undefined {
  const [minimum, maximum] = kind.range;
  return kind.name === 'integer'
    ? fields.integer(name, Math.max(minimum, 0), kind.maxLiteral)
    : fields.number(name, minimum, maximum);
}

/** Numbers may come as strings from a path. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const whole = (number: number | undefined): number | undefined => (Number.isInteger(number) ? number : undefined);
