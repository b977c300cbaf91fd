import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { RuntimeError } from '../errors/runtime.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { type Path, parsePath } from '../jsonpath/path.ts';
import type { Scope } from '../scope.ts';
import { COMPARISONS } from './comparisons.ts';
import { compilePattern } from './string-matches.ts';
import { TYPE_TESTS } from './type-tests.ts';

/** Whether a choice rule holds. */
export type Rule = (scope: Scope) => boolean;

/** What may stand in a rule beside its operator. */
const OTHER_FIELDS = new Set(['Variable', 'Next', 'Assign', 'Output', 'Comment', 'Condition']);

/**
 * Compiles one JSONPath choice rule: a data-test expression, or And, Or, Not of further ones. Next, Assign, Output and Comment
 * are the caller's.
 * @throws ExpressionSyntaxError when compiled, for an unknown operator or a malformed operand
 * @throws RuntimeError when run, for a path that selects nothing (but for IsPresent)
 */
export function compileChoiceRule(rule: JsonObject): Rule {
  const operators = Object.keys(rule).filter((key) => !OTHER_FIELDS.has(key));
  const [operator, ...more] = operators;
  if (operator === undefined || more.length > 0) {
    throw invalid(rule, `A choice rule has exactly one operator, but this has: [${operators.join(', ')}]`);
  }
  return compileOperator(operator, rule[operator] ?? null, rule);
}

function compileOperator(operator: string, operand: Json, rule: JsonObject): Rule {
  switch (operator) {
    case 'And': {
      const rules = subRules(operand, rule);
      return (scope) => rules.every((holds) => holds(scope));
    }
    case 'Or': {
      const rules = subRules(operand, rule);
      return (scope) => rules.some((holds) => holds(scope));
    }
    case 'Not': {
      const [negated] = subRules([operand], rule);
      return (scope) => negated?.(scope) === false;
    }
    default:
      return compileDataTest(operator, operand, rule);
  }
}

function subRules(operand: Json, rule: JsonObject): Rule[] {
  const rules = Array.isArray(operand) ? operand.filter(isObject) : [];
  if (!Array.isArray(operand) || rules.length === 0 || rules.length < operand.length) {
    throw invalid(rule, 'And and Or take a non-empty array of choice rules, Not takes one choice rule');
  }
  return rules.map(compileChoiceRule);
}

function compileDataTest(operator: string, operand: Json, rule: JsonObject): Rule {
  const variable = parsePath(text(rule.Variable, 'Variable', rule));
  if (operator === 'IsPresent') {
    const expected = flag(operand, operator, rule);
    return (scope) => (variable.find(scope) !== undefined) === expected;
  }
  if (operator === 'StringMatches') {
    const matches = compilePattern(text(operand, operator, rule));
    return (scope) => {
      const value = read(variable, scope);
      return typeof value === 'string' && matches(value);
    };
  }
  return compileTypeTest(operator, operand, variable, rule) ?? compileComparison(operator, operand, variable, rule);
}

function compileTypeTest(operator: string, operand: Json, variable: Path, rule: JsonObject): Rule | undefined {
  const test = TYPE_TESTS.get(operator);
  if (test === undefined) return undefined;
  const expected = flag(operand, operator, rule);
  return (scope) => test(read(variable, scope)) === expected;
}

function compileComparison(operator: string, operand: Json, variable: Path, rule: JsonObject): Rule {
  const literal = COMPARISONS.get(operator);
  if (literal !== undefined) return (scope) => literal(read(variable, scope), operand);
  const withPath = operator.endsWith('Path') ? COMPARISONS.get(operator.slice(0, -'Path'.length)) : undefined;
  if (withPath === undefined) throw invalid(rule, `Unknown comparison operator '${operator}'`);
  const other = parsePath(text(operand, operator, rule));
  return (scope) => withPath(read(variable, scope), read(other, scope));
}

function read(path: Path, scope: Scope): Json {
  const value = path.find(scope);
  if (value !== undefined) return value;
  throw new RuntimeError(`Invalid path '${path.text}': The choice state's condition path references an invalid value.`);
}

function text(value: Json | undefined, field: string, rule: JsonObject): string {
  if (typeof value === 'string') return value;
  throw invalid(rule, `The field '${field}' must be a string`);
}

function flag(value: Json, field: string, rule: JsonObject): boolean {
  if (typeof value === 'boolean') return value;
  throw invalid(rule, `The field '${field}' must be true or false`);
}

function invalid(rule: JsonObject, reason: string): ExpressionSyntaxError {
  return new ExpressionSyntaxError(JSON.stringify(rule), reason);
}
