import { constraintBroken, invalidParameter } from '../errors.ts';
import * as limits from './limits.ts';
import type { MappingInput } from './mapping-input.ts';

const STARTING_POSITIONS = ['LATEST', 'AT_TIMESTAMP', 'TRIM_HORIZON'];

/**
 * The constraints that the API's model puts on members, whatever the source is.
 *
 * @throws AwsError ValidationException
 */
export function checkConstraints(input: MappingInput): void {
  within('batchSize', input.BatchSize, 1, limits.LARGEST_BATCH);
  within('maximumBatchingWindowInSeconds', input.MaximumBatchingWindowInSeconds, 0, limits.LONGEST_WINDOW_SECONDS);
  within('parallelizationFactor', input.ParallelizationFactor, 1, limits.MOST_LANES);
  within('maximumRetryAttempts', input.MaximumRetryAttempts, -1, limits.MOST_RETRIES);
  within('maximumRecordAgeInSeconds', input.MaximumRecordAgeInSeconds, -1, limits.LONGEST_RECORD_AGE_SECONDS);
  within(
    'scalingConfig.maximumConcurrency',
    input.ScalingConfig?.MaximumConcurrency,
    limits.LEAST_MAXIMUM_CONCURRENCY,
    limits.MOST_MAXIMUM_CONCURRENCY,
  );
  oneOf('startingPosition', input.StartingPosition, STARTING_POSITIONS);
  for (const type of input.FunctionResponseTypes ?? []) {
    oneOf('functionResponseTypes', type, ['ReportBatchItemFailures']);
  }
  for (const metric of input.MetricsConfig?.Metrics ?? []) oneOf('metricsConfig.metrics', metric, ['EventCount']);
}

/** What mappings have on AWS and not here, each by the name of its member. */
const UNSUPPORTED = [
  'AmazonManagedKafkaEventSourceConfig',
  'DocumentDBEventSourceConfig',
  'LoggingConfig',
  'ProvisionedPollerConfig',
  'Queues',
  'SelfManagedEventSource',
  'SelfManagedKafkaEventSourceConfig',
  'SourceAccessConfigurations',
  'Topics',
] as const;

/** @throws AwsError InvalidParameterValueException */
export function refuseUnsupported(input: MappingInput): void {
  const named = UNSUPPORTED.find((member) => input[member] !== undefined);
  if (named) throw unsupported(named);
  // 0 is AWS's own way to say that there is no window.
  if (input.TumblingWindowInSeconds) throw unsupported('TumblingWindowInSeconds');
}

const unsupported = (member: string) =>
  invalidParameter(`The emulator does not support ${member} in event source mappings.`);

function within(member: string, value: number | undefined, least: number, most: number): void {
  if (value === undefined || (value >= least && value <= most)) return;
  const constraint = value < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  throw constraintBroken(value, member, `Member must have value ${constraint}`);
}

function oneOf(member: string, value: string | undefined, allowed: readonly string[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw constraintBroken(value, member, `Member must satisfy enum value set: [${allowed.join(', ')}]`);
}
