import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { number, text } from '../../../template/scalars.ts';
import { functionArn, parseFunctionName } from '../functions/function-name.ts';
import type { LambdaParts } from '../parts.ts';

const schema = z.strictObject({
  FunctionName: text,
  FunctionVersion: text,
  Name: text,
  Description: text.optional(),
  RoutingConfig: z
    .strictObject({
      AdditionalVersionWeights: z.array(z.strictObject({ FunctionVersion: text, FunctionWeight: number })).optional(),
    })
    .optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-alias.html */
export function aliasResource({ aliases, account }: LambdaParts) {
  const deployed = (name: string, alias: string) => {
    const arn = functionArn(account, { name, qualifier: alias });
    return { physicalId: arn, attributes: { AliasArn: arn } };
  };
  return resourceType({
    type: 'AWS::Lambda::Alias',
    schema,
    inert: { ProvisionedConcurrencyConfig: 'environments are started when they are needed' },
    attributes: ['AliasArn'],
    createOnly: ['FunctionName', 'Name'],
    create(properties) {
      const { name } = parseFunctionName(properties.FunctionName);
      aliases.create(name, properties.Name, inputOf(properties));
      return deployed(name, properties.Name);
    },
    update({ properties }) {
      const { name } = parseFunctionName(properties.FunctionName);
      aliases.update(name, properties.Name, inputOf(properties));
      return deployed(name, properties.Name);
    },
    delete({ properties }) {
      aliases.delete(parseFunctionName(properties.FunctionName).name, properties.Name);
    },
  });
}

function inputOf({ FunctionVersion, Description = '', RoutingConfig }: Properties) {
  const weights = RoutingConfig?.AdditionalVersionWeights ?? [];
  return {
    version: FunctionVersion,
    description: Description,
    routing: {
      AdditionalVersionWeights: Object.fromEntries(
        weights.map((entry) => [entry.FunctionVersion, entry.FunctionWeight]),
      ),
    },
  };
}
