import type { StateFields } from '../asl/state-fields.ts';
import { UnusableResultError } from '../engine/failure.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import type { Exit, State } from '../engine/state.ts';
import type { Visit } from '../engine/visit.ts';
import { ExpressionSyntaxError } from '../errors/expression-syntax-error.ts';
import { RuntimeError } from '../errors/runtime.ts';
import { type Json, stringify } from '../json.ts';
import { compileExpression, isExpression } from '../jsonata/expression.ts';
import { parsePath } from '../jsonpath/path.ts';
import type { Scope } from '../scope.ts';
import { parseTimestamp } from '../timestamp.ts';
import { JsonataOutcome } from './jsonata-flow.ts';
import { assignment, nullablePath } from './jsonpath-flow.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
const MAX_WAIT_SECONDS = 99_999_999;

const DURATIONS = ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'] as const;

/** When the wait ends, epoch milliseconds. */
type Until = (visit: Visit, scope: Scope) => MaybePromise<number>;

/** https://states-language.net/spec.html#wait-state */
export function parseWait(fields: StateFields): State {
  const next = fields.transition();
  if (!DURATIONS.some((name) => fields.has(name)))
    fields.invalid(`Exactly one of these fields is required: [${DURATIONS.join(', ')}]`);
  fields.exclusive(...DURATIONS);
  const until = fields.isJsonata ? jsonataUntil(fields) : jsonPathUntil(fields);
  const { input, exit } = fields.isJsonata ? jsonataWay(fields, next) : jsonPathWay(fields, next);
  return {
    name: fields.name,
    type: 'Wait',
    retriable: false,
    run: (visit) =>
      chain(visit.progress ? Number(visit.progress.until) : (until?.(visit, visit.scope(input(visit))) ?? 0), (at) => {
        const over = visit.sleepUntil(at);
        if (over instanceof Promise) visit.progress = { until: at };
        return chain(over, () => exit(visit));
      }),
  };
}

function jsonPathWay(fields: StateFields, next: string | undefined) {
  const inputPath = nullablePath(fields, 'InputPath');
  const outputPath = nullablePath(fields, 'OutputPath');
  const assign = assignment(fields);
  const input = (visit: Visit): Json => {
    const value = inputPath ? inputPath(visit.scope(visit.input.value)) : visit.input.value;
    visit.inspect('afterInputPath', value);
    return value;
  };
  const exit = (visit: Visit): Exit => {
    const value = input(visit);
    const output = outputPath ? outputPath(visit.scope(value)) : value;
    return { output: visit.input.with(output), next, assign: assign?.(visit.scope(value)) };
  };
  return { input, exit };
}

function jsonataWay(fields: StateFields, next: string | undefined) {
  const outcome = new JsonataOutcome(fields);
  const input = (visit: Visit): Json => visit.input.value;
  return { input, exit: (visit: Visit) => outcome.exit(visit, visit.input.value, {}, next) };
}

function jsonPathUntil(fields: StateFields): Until | undefined {
  const seconds = fields.integer('Seconds', 0, MAX_WAIT_SECONDS);
  const timestamp = literalTimestamp(fields);
  const secondsPath = fields.compiledText('SecondsPath', parsePath);
  const timestampPath = fields.compiledText('TimestampPath', parsePath);
  if (seconds !== undefined) return inSeconds(seconds);
  if (timestamp !== undefined) return () => timestamp;
  if (secondsPath) {
    return (visit, scope) => {
      const value = secondsPath.find(scope);
      if (value === undefined) {
        throw new RuntimeError(`The SecondsPath parameter does not reference an input value: ${secondsPath.text}`);
      }
      return later(visit, secondsOf(value, secondsPath.text));
    };
  }
  return timestampPath && ((_visit, scope) => timestampOf(timestampPath.find(scope), timestampPath.text));
}

function secondsOf(value: Json, path: string): number {
  const shown = `${path} == ${typeof value === 'string' ? value : stringify(value)}`;
  if (!Number.isInteger(value))
    throw new RuntimeError(`The SecondsPath parameter cannot be parsed as a long value: ${shown}`);
  const seconds = Number(value);
  if (seconds < 0) throw new RuntimeError(`The SecondsPath parameter references a negative value: ${shown}`);
  if (seconds > MAX_WAIT_SECONDS) {
    throw new RuntimeError(`The SecondsPath parameter references a value greater than ${MAX_WAIT_SECONDS}: ${shown}`);
  }
  return seconds;
}

function timestampOf(value: Json | undefined, path: string): number {
  if (value === undefined)
    throw new RuntimeError(`The TimestampPath parameter does not reference an input value: ${path}`);
  const at = typeof value === 'string' ? parseTimestamp(value) : undefined;
  if (at !== undefined) return at;
  const shown = typeof value === 'string' ? value : stringify(value);
  throw new RuntimeError(
    `The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: ${path} == ${shown}`,
  );
}

function literalTimestamp(fields: StateFields): number | undefined {
  return fields.compiledText('Timestamp', (text) => {
    const at = parseTimestamp(text);
    if (at === undefined) throw new ExpressionSyntaxError(text, 'String does not match RFC3339 timestamp');
    return at;
  });
}

function jsonataUntil(fields: StateFields): Until | undefined {
  return jsonataSeconds(fields) ?? jsonataTimestamp(fields);
}

function jsonataSeconds(fields: StateFields): Until | undefined {
  const value = fields.value('Seconds');
  if (value === undefined) return undefined;
  if (!isExpression(value)) return inSeconds(fields.integer('Seconds', 0, MAX_WAIT_SECONDS) ?? 0);
  const evaluate = fields.attempt('Seconds', () => compileExpression(value, 'Seconds', ['number']));
  return (
    evaluate &&
    ((visit, scope) =>
      chain(evaluate(scope), (seconds) => {
        if (Number.isInteger(seconds) && Number(seconds) >= 0 && Number(seconds) <= MAX_WAIT_SECONDS) {
          return later(visit, Number(seconds));
        }
        const bounds = `must be an integer between 0 and ${MAX_WAIT_SECONDS}`;
        throw new UnusableResultError(`The Seconds field ${bounds}, but was ${stringify(seconds)}`, {
          location: 'Seconds',
        });
      }))
  );
}

function jsonataTimestamp(fields: StateFields): Until | undefined {
  const value = fields.text('Timestamp');
  if (value === undefined) return undefined;
  if (!isExpression(value)) {
    const at = literalTimestamp(fields);
    return at === undefined ? undefined : () => at;
  }
  const evaluate = fields.attempt('Timestamp', () => compileExpression(value, 'Timestamp', ['string']));
  return (
    evaluate &&
    ((_visit, scope) =>
      chain(evaluate(scope), (text) => {
        const at = parseTimestamp(String(text));
        if (at !== undefined) return at;
        const cause = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`;
        throw new UnusableResultError(cause, { location: 'Timestamp' });
      }))
  );
}

const later = (visit: Visit, seconds: number): number => visit.enteredAt + seconds * 1_000;

const inSeconds =
  (seconds: number): Until =>
  (visit) =>
    later(visit, seconds);
