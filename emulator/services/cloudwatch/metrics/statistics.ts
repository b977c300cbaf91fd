import { invalidValue } from '../errors.ts';
import { type Distribution, percentile } from './distribution.ts';

/** How a distribution becomes one number. */
export type Statistic = (distribution: Distribution) => number;

const SIMPLE: Readonly<Record<string, Statistic>> = {
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
  Average: ({ sum, count }) => sum / count,
  Minimum: ({ min }) => min,
  Maximum: ({ max }) => max,
};

/**
 * @param name `Average`, `p99.9` … (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html)
 * @throws AwsError InvalidParameterValueException for the statistics that this emulator does not have
 */
export function statistic(name: string): Statistic {
  const simple = SIMPLE[name];
  if (simple) return simple;
  const [, part] = /^p(\d{1,2}(?:\.\d+)?|100)$/.exec(name) ?? [];
  if (part !== undefined) return (distribution) => percentile(distribution, Number(part) / 100);
  const known = [...Object.keys(SIMPLE), 'p0 to p100'].join(', ');
  throw invalidValue(
    `The value ${name} for parameter Statistic is not supported by this emulator, which has ${known}.`,
  );
}
