/** Minimum, median and maximum of several runs. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { min: at(0), median: at(Math.floor(sorted.length / 2)), max: at(sorted.length - 1) };
}

/** One row of the report. */
export function row(label: string, { min, median, max }: Spread, unit: string): string {
  const cell = (value: number) => value.toFixed(value < 10 ? 2 : 0).padStart(8);
  return `${label.padEnd(56)}${cell(median)} ${unit.padEnd(4)} (${cell(min).trim()} to ${cell(max).trim()})`;
}

/** Runs `work` several times, one after the other, and gives what each run answered. */
export async function repeat<T>(times: number, work: (run: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let run = 0; run < times; run += 1) results.push(await work(run));
  return results;
}
