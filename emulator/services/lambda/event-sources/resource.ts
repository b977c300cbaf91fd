import { z } from 'zod';
import type { Account } from '../../../runtime/account.ts';
import { type Deployed, resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import { mappingArn } from './mapping.ts';
import type { MappingInput } from './mapping-input.ts';
import type { Mappings } from './mappings.ts';

const schema = z.strictObject({
  FunctionName: text,
  EventSourceArn: text,
  Enabled: flag.optional(),
  BatchSize: number.optional(),
  MaximumBatchingWindowInSeconds: number.optional(),
  FilterCriteria: z
    .strictObject({ Filters: z.array(z.strictObject({ Pattern: text.optional() })).optional() })
    .optional(),
  FunctionResponseTypes: z.array(z.enum(['ReportBatchItemFailures'])).optional(),
  ScalingConfig: z.strictObject({ MaximumConcurrency: number.optional() }).optional(),
  MetricsConfig: z.strictObject({ Metrics: z.array(z.enum(['EventCount'])).optional() }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP']).optional(),
  BisectBatchOnFunctionError: flag.optional(),
  MaximumRecordAgeInSeconds: number.optional(),
  MaximumRetryAttempts: number.optional(),
  ParallelizationFactor: number.optional(),
  TumblingWindowInSeconds: number.refine((seconds) => seconds === 0, 'tumbling windows are not supported').optional(),
  DestinationConfig: z
    .strictObject({ OnFailure: z.strictObject({ Destination: text.optional() }).optional() })
    .optional(),
  KmsKeyArn: text.optional(),
  Tags: tags.optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventsourcemapping.html */
export function eventSourceMappingResource({ mappings, account }: { mappings: Mappings; account: Account }) {
  const deployed = (uuid: string): Deployed => ({
    physicalId: uuid,
    attributes: { Id: uuid, EventSourceMappingArn: mappingArn(account, uuid) },
  });
  return resourceType({
    type: 'AWS::Lambda::EventSourceMapping',
    schema,
    inert: {
      LoggingConfig: 'mappings write no logs of their own here',
      ProvisionedPollerConfig: 'polling takes no capacity here',
    },
    attributes: ['Id', 'EventSourceMappingArn'],
    createOnly: ['EventSourceArn', 'StartingPosition'],
    async create(properties) {
      const { uuid } = await mappings.create(inputOf(properties));
      return deployed(uuid);
    },
    async update({ physicalId, properties }) {
      const { EventSourceArn: _source, StartingPosition: _position, ...changes } = inputOf(properties);
      const { kind } = mappings.get(physicalId);
      const updated = await mappings.update(physicalId, { ...(kind === 'queue' ? QUEUE : STREAM), ...changes });
      mappings.setTags(updated, properties.Tags ?? {});
      return deployed(physicalId);
    },
    delete({ physicalId }) {
      if (mappings.all().some(({ uuid }) => uuid === physicalId)) mappings.delete(physicalId);
    },
  });
}

/** What a property that left the template goes back to. */
const COMMON: MappingInput = {
  Enabled: true,
  MaximumBatchingWindowInSeconds: 0,
  FilterCriteria: {},
  FunctionResponseTypes: [],
  MetricsConfig: {},
};
const QUEUE: MappingInput = { ...COMMON, BatchSize: 10, ScalingConfig: {} };
const STREAM: MappingInput = {
  ...COMMON,
  BatchSize: 100,
  BisectBatchOnFunctionError: false,
  MaximumRecordAgeInSeconds: -1,
  MaximumRetryAttempts: -1,
  ParallelizationFactor: 1,
  DestinationConfig: { OnFailure: {} },
};

function inputOf({ KmsKeyArn, DestinationConfig, ...properties }: Properties): MappingInput {
  return {
    ...properties,
    ...(DestinationConfig ? { DestinationConfig: { OnFailure: DestinationConfig.OnFailure ?? {} } } : {}),
    ...(KmsKeyArn ? { KMSKeyArn: KmsKeyArn } : {}),
  };
}
