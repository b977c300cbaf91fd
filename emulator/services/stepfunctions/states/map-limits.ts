import type { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Visit } from '../engine/visit.ts';
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
}

const INTEGER: Kind = { name: 'integer', parse: (value) => whole(numberOf(value)) };
const FLOAT: Kind = { name: 'float', parse: (value) => numberOf(value) };

/** `name` as a literal, `<name>Path`, or in JSONata an expression. */
export function integerReader(fields: StateFields, name: string): IntegerReader {
  return numberReader(fields, name, INTEGER);
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
  const readPercentage = numberReader(fields, 'ToleratedFailurePercentage', FLOAT);
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
    if (number !== undefined) return number;
    const shown = typeof value === 'string' ? value : stringify(value);
    throw new RuntimeError(
      `The ${pathName} field refers to value "${shown}" which is not a valid ${kind.name}: ${path}`,
    );
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
    chain(evaluate?.(visit.scope(input)), (number) => (typeof number === 'number' ? number : undefined));
}

function literalOf(fields: StateFields, name: string, kind: Kind): number | undefined {
  return kind === INTEGER ? fields.integer(name) : fields.number(name);
}

/** Numbers may come as strings from a path. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

const whole = (number: number | undefined): number | undefined => (Number.isInteger(number) ? number : undefined);
