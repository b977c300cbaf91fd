import { z } from 'zod';
import { number, text } from '../../template/scalars.ts';
import {
  BATCH_WINDOW_SECONDS,
  DESCRIPTION_CHARACTERS,
  FILTER_PATTERN_CHARACTERS,
  FILTERS,
  INPUT_TEMPLATE_CHARACTERS,
  PARALLELIZATION_FACTOR,
  RECORD_AGE_SECONDS,
  RETRY_ATTEMPTS,
  SOURCE_BATCH,
} from './limits.ts';

/** Words that AWS writes in capitals. */
const word = <const Words extends readonly [string, ...string[]]>(words: Words) => z.enum(words);
const whole = (least: number, most: number) => number.pipe(z.number().int().min(least).max(most));
const template = text.pipe(z.string().max(INPUT_TEMPLATE_CHARACTERS));

const filterCriteria = z.strictObject({
  Filters: z
    .array(z.strictObject({ Pattern: text.pipe(z.string().max(FILTER_PATTERN_CHARACTERS)) }))
    .max(FILTERS)
    .optional(),
});

const batching = {
  BatchSize: whole(1, SOURCE_BATCH).optional(),
  MaximumBatchingWindowInSeconds: whole(0, BATCH_WINDOW_SECONDS).optional(),
};

export const sourceParameters = z.strictObject({
  FilterCriteria: filterCriteria.optional(),
  SqsQueueParameters: z.strictObject(batching).optional(),
  DynamoDBStreamParameters: z
    .strictObject({
      ...batching,
      StartingPosition: word(['TRIM_HORIZON', 'LATEST']),
      DeadLetterConfig: z.strictObject({ Arn: text.optional() }).optional(),
      OnPartialBatchItemFailure: word(['AUTOMATIC_BISECT']).optional(),
      MaximumRecordAgeInSeconds: z.union([whole(-1, -1), whole(60, RECORD_AGE_SECONDS)]).optional(),
      MaximumRetryAttempts: whole(-1, RETRY_ATTEMPTS).optional(),
      ParallelizationFactor: whole(1, PARALLELIZATION_FACTOR).optional(),
    })
    .optional(),
});

export const enrichmentParameters = z.strictObject({ InputTemplate: template.optional() });

const invocation = z.strictObject({ InvocationType: word(['REQUEST_RESPONSE', 'FIRE_AND_FORGET']).optional() });

export const targetParameters = z.strictObject({
  InputTemplate: template.optional(),
  LambdaFunctionParameters: invocation.optional(),
  StepFunctionStateMachineParameters: invocation.optional(),
  SqsQueueParameters: z
    .strictObject({ MessageGroupId: text.optional(), MessageDeduplicationId: text.optional() })
    .optional(),
  EventBridgeEventBusParameters: z
    .strictObject({
      DetailType: text.optional(),
      Source: text.optional(),
      Resources: z.array(text).max(10).optional(),
      Time: text.optional(),
    })
    .optional(),
  CloudWatchLogsParameters: z.strictObject({ LogStreamName: text.optional(), Timestamp: text.optional() }).optional(),
});

const logConfiguration = z.strictObject({
  CloudwatchLogsLogDestination: z.strictObject({ LogGroupArn: text }).optional(),
  Level: word(['OFF', 'ERROR', 'INFO', 'TRACE']).optional(),
  IncludeExecutionData: z.array(word(['ALL'])).optional(),
});

/** What a pipe is, as its operations and its resource type take it; the name stands aside. */
export const pipeDefinition = z.strictObject({
  Description: text.pipe(z.string().max(DESCRIPTION_CHARACTERS)).optional(),
  DesiredState: word(['RUNNING', 'STOPPED']).optional(),
  Source: text,
  SourceParameters: sourceParameters.optional(),
  Enrichment: text.optional(),
  EnrichmentParameters: enrichmentParameters.optional(),
  Target: text,
  TargetParameters: targetParameters.optional(),
  RoleArn: text,
  LogConfiguration: logConfiguration.optional(),
});

export type PipeDefinition = z.output<typeof pipeDefinition>;
export type SourceParameters = z.output<typeof sourceParameters>;
export type TargetParameters = z.output<typeof targetParameters>;
export type LogConfiguration = z.output<typeof logConfiguration>;
