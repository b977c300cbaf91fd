import { invalidPattern } from '../errors.ts';
import { comparison, OPERATORS } from './comparison.ts';
import type { Matcher } from './matcher.ts';
import { Tokens } from './tokens.ts';

type Test = (root: unknown) => boolean;

/** `$.a.b[0]["c d"]` */
const SELECTOR = /^\$(?:\.[\w\-@#:]+|\.?\[(?:\d+|'[^']*'|"[^"]*")\])+/;
const STEP = /\.?([\w\-@#:]+)|\[(?:(\d+)|'([^']*)'|"([^"]*)")\]/g;

/**
 * `{ $.level = "ERROR" && ($.status >= 500 || $.error IS NOT NULL) }`: a test of messages that are JSON objects
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html).
 */
export function compileJsonPattern(text: string): Matcher {
  const tokens = new Tokens(text);
  tokens.expect('{');
  const test = either(tokens);
  tokens.expect('}');
  if (!tokens.atEnd()) throw invalidPattern();
  return (message) => {
    const root = parse(message);
    return root !== undefined && test(root) ? {} : undefined;
  };
}

/** Reads the value at a selector, for metrics whose value is a field. */
export function selectJson(message: string, selector: string): unknown {
  const root = parse(message);
  return root === undefined || !SELECTOR.test(selector) ? undefined : follow(root, stepsOf(selector));
}

function either(tokens: Tokens): Test {
  const tests = [both(tokens)];
  while (tokens.accept('||')) tests.push(both(tokens));
  return tests.length === 1 && tests[0] ? tests[0] : (root) => tests.some((test) => test(root));
}

function both(tokens: Tokens): Test {
  const tests = [single(tokens)];
  while (tokens.accept('&&')) tests.push(single(tokens));
  return tests.length === 1 && tests[0] ? tests[0] : (root) => tests.every((test) => test(root));
}

function single(tokens: Tokens): Test {
  if (!tokens.accept('(')) return field(tokens);
  const test = either(tokens);
  tokens.expect(')');
  return test;
}

function field(tokens: Tokens): Test {
  const steps = stepsOf(tokens.take(SELECTOR));
  if (tokens.accept('IS')) return state(tokens, steps);
  if (tokens.accept('NOT')) {
    tokens.expect('EXISTS');
    return (root) => follow(root, steps) === undefined;
  }
  const operator = OPERATORS.find((candidate) => tokens.accept(candidate));
  if (!operator) throw invalidPattern();
  const compare = comparison(operator, tokens.next());
  return (root) => {
    const value = follow(root, steps);
    return isScalar(value) && compare(value);
  };
}

function state(tokens: Tokens, steps: readonly string[]): Test {
  const negated = tokens.accept('NOT');
  const word = tokens.next().text.toUpperCase();
  const states: Readonly<Record<string, unknown>> = { NULL: null, TRUE: true, FALSE: false };
  if (!(word in states)) throw invalidPattern();
  return (root) => {
    const value = follow(root, steps);
    return value !== undefined && (value === states[word]) !== negated;
  };
}

function stepsOf(selector: string): string[] {
  return [...selector.slice(1).matchAll(STEP)].map(
    ([, name, index, single, double]) => name ?? index ?? single ?? double ?? '',
  );
}

function follow(root: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    root,
  );
}

function parse(message: string): unknown {
  if (!message.trimStart().startsWith('{')) return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
