import type { MetricTransformation } from '@aws-sdk/client-cloudwatch-logs';
import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import type { LogsParts } from '../parts.ts';

const schema = z.strictObject({
  LogGroupName: text,
  FilterName: text.optional(),
  FilterPattern: text,
  MetricTransformations: z.array(
    z.strictObject({
      MetricName: text,
      MetricNamespace: text,
      MetricValue: text,
      DefaultValue: number.optional(),
      Unit: text.optional(),
      Dimensions: z.array(z.strictObject({ Key: text, Value: text })).optional(),
    }),
  ),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html */
export function metricFilterResource({ metricFilters, groups, clock }: LogsParts) {
  const put = (name: string, { LogGroupName, FilterPattern, MetricTransformations }: Properties) => {
    metricFilters.put({
      groupName: groups.get(LogGroupName).name,
      name,
      pattern: FilterPattern,
      transformations: MetricTransformations.map(transformation),
      createdAt: clock.now(),
    });
    return { physicalId: name, attributes: {} };
  };
  return resourceType({
    type: 'AWS::Logs::MetricFilter',
    schema,
    attributes: [],
    createOnly: ['LogGroupName', 'FilterName'],
    create: (properties, context) => put(properties.FilterName ?? context.generateName(), properties),
    update: ({ physicalId, properties }) => put(physicalId, properties),
    delete({ physicalId, properties }) {
      const isThere = metricFilters.of(properties.LogGroupName).some(({ name }) => name === physicalId);
      if (isThere) metricFilters.delete(properties.LogGroupName, physicalId);
    },
  });
}

function transformation(given: Properties['MetricTransformations'][number]): MetricTransformation {
  return {
    metricName: given.MetricName,
    metricNamespace: given.MetricNamespace,
    metricValue: given.MetricValue,
    ...(given.DefaultValue === undefined ? {} : { defaultValue: given.DefaultValue }),
    // A unit that CloudWatch does not know comes back as it was given, and does no harm.
    ...(given.Unit ? { unit: given.Unit as NonNullable<MetricTransformation['unit']> } : {}),
    ...(given.Dimensions
      ? { dimensions: Object.fromEntries(given.Dimensions.map(({ Key, Value }) => [Key, Value])) }
      : {}),
  };
}
