/** Values by time (epoch seconds). Times without a value are not in it. */
export type Series = ReadonlyMap<number, number>;

/** What an expression comes to: a number, one series, or several (`METRICS()`). */
export type MathValue = number | Series | readonly Series[];

export const isSeries = (value: MathValue): value is Series => value instanceof Map;
export const isList = (value: MathValue): value is readonly Series[] => Array.isArray(value);

/** Applies a function to each value. */
export function mapValue(value: MathValue, change: (value: number) => number): MathValue {
  if (typeof value === 'number') return change(value);
  if (isList(value)) return value.map((series) => mapSeries(series, change));
  return isSeries(value) ? mapSeries(value, change) : value;
}

function mapSeries(series: Series, change: (value: number) => number): Series {
  return new Map([...series].map(([at, value]) => [at, change(value)]));
}

/** Joins two values point by point; times at which either series has none are left out. */
export function joinValues(
  left: MathValue,
  right: MathValue,
  join: (left: number, right: number) => number,
): MathValue {
  if (isList(left)) return left.map((series) => joinSeries(series, right, join));
  if (isList(right)) return right.map((series) => joinSeries(left, series, join));
  if (typeof left === 'number' && typeof right === 'number') return join(left, right);
  return joinSeries(left, right, join);
}

function joinSeries(left: MathValue, right: MathValue, join: (left: number, right: number) => number): Series {
  const joined = new Map<number, number>();
  for (const at of timesOf(left, right)) {
    const [a, b] = [valueAt(left, at), valueAt(right, at)];
    if (a === undefined || b === undefined) continue;
    const value = join(a, b);
    if (Number.isFinite(value)) joined.set(at, value);
  }
  return joined;
}

export function valueAt(value: MathValue, at: number): number | undefined {
  if (typeof value === 'number') return value;
  return isSeries(value) ? value.get(at) : undefined;
}

export function timesOf(...values: readonly MathValue[]): number[] {
  const times = values.flatMap((value) =>
    isSeries(value) ? [...value.keys()] : isList(value) ? timesOf(...value) : [],
  );
  return [...new Set(times)].sort((a, b) => a - b);
}
