import { validation } from '../errors.ts';
import { isList, isSeries, type MathValue, mapValue, type Series, timesOf, valueAt } from './series.ts';

export interface MathContext {
  /** All queries of the request that are metrics, by id. */
  readonly metrics: ReadonlyMap<string, Series>;
  readonly periodSeconds: number;
  /** Times of all periods of the request, oldest first. */
  readonly times: readonly number[];
}

type MathFunction = (args: readonly MathValue[], context: MathContext) => MathValue;

/** An aggregate of an array of series is one series; of one series it is one number. */
const aggregate =
  (combine: (values: number[]) => number): MathFunction =>
  ([value]) => {
    if (value === undefined || typeof value === 'number') return value ?? 0;
    if (isSeries(value)) return combine([...value.values()]);
    if (!isList(value)) return 0;
    const at = (time: number) => value.flatMap((series) => series.get(time) ?? []);
    return new Map(timesOf(value).map((time) => [time, combine(at(time))]));
  };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const average = (values: readonly number[]) => sum(values) / values.length;
const deviation = (values: readonly number[]) => {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
};

const each =
  (change: (value: number) => number): MathFunction =>
  ([value = 0]) =>
    mapValue(value, change);

/**
 * Functions of metric math
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list).
 */
const FUNCTIONS: Readonly<Record<string, MathFunction>> = {
  ABS: each(Math.abs),
  CEIL: each(Math.ceil),
  FLOOR: each(Math.floor),
  LOG: each(Math.log),
  LOG10: each(Math.log10),
  AVG: aggregate(average),
  MAX: aggregate((values) => Math.max(...values)),
  MIN: aggregate((values) => Math.min(...values)),
  SUM: aggregate(sum),
  STDDEV: aggregate(deviation),
  METRIC_COUNT: ([value = 0]) => (isList(value) ? value.length : 1),
  PERIOD: (_args, { periodSeconds }) => periodSeconds,
  FILL: ([value = 0, filler = 0], { times }) => (isSeries(value) ? fill(value, filler, times) : value),
  IF: ([condition = 0, met = 0, unmet]) => choose(condition, met, unmet),
  RATE: ([value = 0]) => (isSeries(value) ? differences(value, (change, seconds) => change / seconds) : 0),
  DIFF: ([value = 0]) => (isSeries(value) ? differences(value, (change) => change) : 0),
  RUNNING_SUM: ([value = 0]) => (isSeries(value) ? runningSum(value) : value),
};

/** @throws AwsError ValidationException naming a function that this emulator does not have */
export function callFunction(name: string, args: readonly MathValue[], context: MathContext): MathValue {
  const found = FUNCTIONS[name];
  if (found) return found(args, context);
  throw validation(
    `The function ${name} is not supported by this emulator, which has ${Object.keys(FUNCTIONS).join(', ')}.`,
  );
}

function fill(series: Series, filler: MathValue, times: readonly number[]): Series {
  return new Map(
    times.flatMap((at): [number, number][] => {
      const value = series.get(at) ?? valueAt(filler, at);
      return value === undefined ? [] : [[at, value]];
    }),
  );
}

function choose(condition: MathValue, met: MathValue, unmet: MathValue | undefined): MathValue {
  if (typeof condition === 'number') return condition === 0 ? (unmet ?? new Map()) : met;
  const chosen = new Map<number, number>();
  for (const at of timesOf(condition)) {
    const value = valueAt(condition, at) === 0 ? unmet && valueAt(unmet, at) : valueAt(met, at);
    if (value !== undefined) chosen.set(at, value);
  }
  return chosen;
}

function differences(series: Series, between: (change: number, seconds: number) => number): Series {
  const points = [...series].sort(([a], [b]) => a - b);
  return new Map(
    points.slice(1).map(([at, value], index) => {
      const [previousAt, previous] = points[index] ?? [at, value];
      return [at, between(value - previous, at - previousAt)];
    }),
  );
}

function runningSum(series: Series): Series {
  let total = 0;
  return new Map(
    [...series]
      .sort(([a], [b]) => a - b)
      .map(([at, value]) => {
        total += value;
        return [at, total];
      }),
  );
}
