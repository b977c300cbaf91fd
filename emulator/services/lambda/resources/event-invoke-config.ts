import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import type { LambdaParts } from '../parts.ts';

const destination = z.strictObject({ Destination: text }).optional();

const schema = z.strictObject({
  FunctionName: text,
  Qualifier: text,
  MaximumRetryAttempts: number.optional(),
  MaximumEventAgeInSeconds: number.optional(),
  DestinationConfig: z.strictObject({ OnSuccess: destination, OnFailure: destination }).optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-eventinvokeconfig.html */
export function eventInvokeConfigResource({ eventInvokeConfigs, functions }: LambdaParts) {
  const put = (properties: Properties) => {
    const reference = referenceOf(properties);
    eventInvokeConfigs.put(reference, properties);
    return { physicalId: `${reference.name}|${reference.qualifier}`, attributes: {} };
  };
  return resourceType({
    type: 'AWS::Lambda::EventInvokeConfig',
    schema,
    attributes: [],
    createOnly: ['FunctionName', 'Qualifier'],
    create: put,
    update: ({ properties }) => put(properties),
    delete({ properties }) {
      const { name, qualifier } = referenceOf(properties);
      functions.deleteInvokeConfig(name, qualifier);
    },
  });
}

const referenceOf = ({ FunctionName, Qualifier }: Properties) => ({
  name: parseFunctionName(FunctionName).name,
  qualifier: Qualifier,
});
