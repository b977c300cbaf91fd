import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import type { Account } from '../../../runtime/account.ts';
import { functionArn } from '../functions/function-name.ts';
import { type Mapping, mappingArn, type StreamMapping } from './mapping.ts';

/** A mapping here is changed at once; the answers that ask for it still say what AWS says then. */
export type Transition = 'Creating' | 'Updating' | 'Enabling' | 'Disabling' | 'Deleting';

/** https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export function describeMapping(
  mapping: Mapping,
  account: Account,
  lastResult: string,
  transition?: Transition,
): EventSourceMappingConfiguration {
  const { filters } = mapping;
  return {
    UUID: mapping.uuid,
    EventSourceMappingArn: mappingArn(account, mapping.uuid),
    EventSourceArn: mapping.sourceArn,
    FunctionArn: functionArn(account, mapping.function),
    BatchSize: mapping.batchSize,
    MaximumBatchingWindowInSeconds: mapping.windowSeconds,
    FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
    LastModified: new Date(mapping.lastModified),
    State: transition ?? (mapping.enabled ? 'Enabled' : 'Disabled'),
    ...(filters.length > 0 ? { FilterCriteria: { Filters: filters.map((Pattern) => ({ Pattern })) } } : {}),
    ...(mapping.countsEvents ? { MetricsConfig: { Metrics: ['EventCount'] } } : {}),
    ...(mapping.kmsKeyArn ? { KMSKeyArn: mapping.kmsKeyArn } : {}),
    ...(mapping.kind === 'stream' ? describeStream(mapping, lastResult) : describeQueue(mapping.maximumConcurrency)),
  };
}

const describeQueue = (maximumConcurrency: number | undefined): EventSourceMappingConfiguration => ({
  StateTransitionReason: 'USER_INITIATED',
  ...(maximumConcurrency === undefined ? {} : { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
});

const describeStream = (mapping: StreamMapping, lastResult: string): EventSourceMappingConfiguration => ({
  StateTransitionReason: 'User action',
  StartingPosition: mapping.startingPosition,
  ParallelizationFactor: mapping.parallelizationFactor,
  BisectBatchOnFunctionError: mapping.retry.bisect,
  MaximumRetryAttempts: mapping.retry.maximumAttempts,
  MaximumRecordAgeInSeconds: mapping.retry.maximumAgeSeconds,
  TumblingWindowInSeconds: 0,
  DestinationConfig: { OnFailure: mapping.onFailure ? { Destination: mapping.onFailure } : {} },
  LastProcessingResult: lastResult,
});
