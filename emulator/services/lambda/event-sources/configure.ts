import { compileFilter } from '../../event-sources/filters.ts';
import { parseArn } from '../../eventbridge/arns.ts';
import { PatternError } from '../../eventbridge/patterns/pattern-error.ts';
import { invalidParameter } from '../errors.ts';
import { checkConstraints, refuseUnsupported } from './check-input.ts';
import * as limits from './limits.ts';
import type { Mapping, QueueMapping, StreamMapping } from './mapping.ts';
import type { MappingInput } from './mapping-input.ts';

type Identity = 'uuid' | 'function' | 'sourceArn' | 'tags' | 'lastModified';
/** What a request configures: a mapping without what it is. */
export type Configuration = Omit<QueueMapping, Identity> | Omit<StreamMapping, Identity>;

/**
 * The configuration that a request asks for.
 *
 * @param base what holds where the request says nothing; undefined for a new mapping
 * @throws AwsError ValidationException, InvalidParameterValueException
 */
export function configure(sourceArn: string, input: MappingInput, base?: Mapping): Configuration {
  checkConstraints(input);
  refuseUnsupported(input);
  const source = parseArn(sourceArn);
  if (source?.service === 'sqs') return configureQueue(sourceArn, input, base);
  if (source?.service === 'dynamodb' && source.resource.includes('/stream/')) {
    return configureStream(sourceArn, input, base);
  }
  throw invalidParameter(
    source
      ? `Unrecognized event source, must be a queue of sqs or a stream of dynamodb here: ${sourceArn}`
      : `Unrecognized event source: ${sourceArn}`,
  );
}

function configureQueue(arn: string, input: MappingInput, base?: Mapping): Omit<QueueMapping, Identity> {
  refuseForQueue(input);
  const common = configureCommon(input, base, limits.DEFAULT_QUEUE_BATCH);
  checkQueueBatch(arn, common.batchSize, common.windowSeconds);
  const known = base?.kind === 'queue' ? base.maximumConcurrency : undefined;
  const maximumConcurrency = input.ScalingConfig ? input.ScalingConfig.MaximumConcurrency : known;
  return { ...common, kind: 'queue', ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }) };
}

function checkQueueBatch(arn: string, batchSize: number, windowSeconds: number): void {
  if (arn.endsWith('.fifo')) {
    if (windowSeconds > 0) throw invalidParameter('Batching window is not supported for FIFO queues');
    if (batchSize > limits.LARGEST_FIFO_BATCH) {
      throw invalidParameter(`Maximum batch size for FIFO queues is ${limits.LARGEST_FIFO_BATCH}`);
    }
  } else if (batchSize > limits.LARGEST_BATCH_WITHOUT_WINDOW && windowSeconds < 1) {
    throw invalidParameter(
      `Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than ${limits.LARGEST_BATCH_WITHOUT_WINDOW}`,
    );
  }
}

const STREAM_MEMBERS = [
  'StartingPosition',
  'StartingPositionTimestamp',
  'BisectBatchOnFunctionError',
  'MaximumRecordAgeInSeconds',
  'MaximumRetryAttempts',
  'ParallelizationFactor',
] as const;

function refuseForQueue(input: MappingInput): void {
  const named = STREAM_MEMBERS.find((member) => input[member] !== undefined);
  if (named) throw invalidParameter(`${named.replace('Timestamp', '')} is not valid for SQS event sources.`);
  if (input.DestinationConfig?.OnFailure?.Destination || input.DestinationConfig?.OnSuccess?.Destination) {
    throw invalidParameter('DestinationConfig is not valid for SQS event sources.');
  }
}

function configureStream(arn: string, input: MappingInput, base?: Mapping): Omit<StreamMapping, Identity> {
  const known = base?.kind === 'stream' ? base : undefined;
  if (input.ScalingConfig) throw invalidParameter('ScalingConfig is not valid for DynamoDB event sources.');
  const startingPosition = known?.startingPosition ?? readPosition(arn, input);
  const onFailure = readDestination(input, known?.onFailure);
  return {
    ...configureCommon(input, base, limits.DEFAULT_STREAM_BATCH),
    kind: 'stream',
    startingPosition,
    retry: {
      bisect: input.BisectBatchOnFunctionError ?? known?.retry.bisect ?? false,
      maximumAttempts: input.MaximumRetryAttempts ?? known?.retry.maximumAttempts ?? -1,
      maximumAgeSeconds: readAge(input) ?? known?.retry.maximumAgeSeconds ?? -1,
    },
    parallelizationFactor: input.ParallelizationFactor ?? known?.parallelizationFactor ?? 1,
    ...(onFailure ? { onFailure } : {}),
  };
}

function readPosition(arn: string, input: MappingInput): 'TRIM_HORIZON' | 'LATEST' {
  const { StartingPosition: position, StartingPositionTimestamp: timestamp } = input;
  if (position === undefined) {
    throw invalidParameter(
      "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: Member must not be null.",
    );
  }
  if (position === 'AT_TIMESTAMP') throw invalidParameter(`Unsupported starting position for arn type: ${arn}`);
  if (timestamp !== undefined) throw invalidParameter('Timestamp only valid with StartingPosition AT_TIMESTAMP');
  return position;
}

function readAge({ MaximumRecordAgeInSeconds: seconds }: MappingInput): number | undefined {
  if (seconds === undefined || seconds === -1 || seconds >= limits.SHORTEST_RECORD_AGE_SECONDS) return seconds;
  throw invalidParameter(
    `MaximumRecordAgeInSeconds must be -1 or between ${limits.SHORTEST_RECORD_AGE_SECONDS} and ${limits.LONGEST_RECORD_AGE_SECONDS}.`,
  );
}

/** An `OnFailure` without a destination takes away the one that was there. */
function readDestination({ DestinationConfig: config }: MappingInput, known: string | undefined): string | undefined {
  if (config?.OnSuccess?.Destination) throw invalidParameter('OnSuccess is not valid for event source mappings.');
  if (!config?.OnFailure) return known;
  const { Destination: target } = config.OnFailure;
  if (!target || /^arn:[^:]+:(sqs|sns|s3):/.test(target)) return target;
  throw invalidParameter(`The destination ARN ${target} is invalid; it names a queue, a topic or a bucket.`);
}

function configureCommon(input: MappingInput, base: Mapping | undefined, defaultBatch: number) {
  const kmsKeyArn = input.KMSKeyArn ?? base?.kmsKeyArn;
  return {
    enabled: input.Enabled ?? base?.enabled ?? true,
    batchSize: input.BatchSize ?? base?.batchSize ?? defaultBatch,
    windowSeconds: input.MaximumBatchingWindowInSeconds ?? base?.windowSeconds ?? 0,
    filters: input.FilterCriteria ? readFilters(input.FilterCriteria) : (base?.filters ?? []),
    reportsItemFailures: input.FunctionResponseTypes
      ? input.FunctionResponseTypes.length > 0
      : (base?.reportsItemFailures ?? false),
    countsEvents: input.MetricsConfig ? (input.MetricsConfig.Metrics ?? []).length > 0 : (base?.countsEvents ?? false),
    ...(kmsKeyArn ? { kmsKeyArn } : {}),
  };
}

function readFilters({ Filters = [] }: NonNullable<MappingInput['FilterCriteria']>): string[] {
  if (Filters.length > limits.FILTERS_PER_MAPPING) {
    throw invalidParameter(`An event source mapping has at most ${limits.FILTERS_PER_MAPPING} filters.`);
  }
  const patterns = Filters.map(({ Pattern = '' }) => Pattern);
  try {
    compileFilter(patterns);
  } catch (cause) {
    if (!(cause instanceof PatternError)) throw cause;
    throw invalidParameter('Invalid filter pattern definition.', cause);
  }
  if (patterns.some(({ length }) => length > limits.FILTER_PATTERN_CHARACTERS)) {
    throw invalidParameter(`A filter pattern has at most ${limits.FILTER_PATTERN_CHARACTERS} characters.`);
  }
  return patterns;
}
