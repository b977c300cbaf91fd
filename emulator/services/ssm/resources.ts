import { z } from 'zod';
import { type Account, arn } from '../../runtime/account.ts';
import { type ResourceContext, resourceType } from '../../template/resource-type.ts';
import { text } from '../../template/scalars.ts';
import type { ParameterChanges } from './changes.ts';
import { NAME_CHARACTERS } from './limits.ts';
import type { Parameters } from './parameters.ts';
import { putParameter } from './put.ts';

const schema = z.strictObject({
  Name: text.optional(),
  Type: z.enum(['String', 'StringList']),
  Value: text,
  Description: text.optional(),
  AllowedPattern: text.optional(),
  DataType: text.optional(),
  Tier: z.enum(['Standard', 'Advanced', 'Intelligent-Tiering']).optional(),
  Tags: z.record(z.string(), text).optional(),
});
type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html */
export function parameterResource(deps: { parameters: Parameters; changes: ParameterChanges; account: Account }) {
  const { parameters } = deps;
  const put = (name: string, properties: Properties, { account, stackName }: ResourceContext, overwrite: boolean) => {
    const { value, type } = putParameter(deps, {
      name,
      overwrite,
      value: properties.Value,
      type: properties.Type,
      description: properties.Description,
      allowedPattern: properties.AllowedPattern,
      dataType: properties.DataType,
      tier: properties.Tier,
      modifiedBy: arn(account, 'cloudformation', `stack/${stackName}`),
    });
    parameters.setTags(name, properties.Tags ?? {});
    return { physicalId: name, attributes: { Type: type, Value: value } };
  };
  return resourceType({
    type: 'AWS::SSM::Parameter',
    schema,
    attributes: ['Type', 'Value'],
    createOnly: ['Name', 'Type'],
    create: (properties, context) =>
      put(properties.Name ?? context.generateName({ maxLength: NAME_CHARACTERS }), properties, context, false),
    update: ({ physicalId, properties }, context) => put(physicalId, properties, context, true),
    delete: ({ physicalId }) => {
      const parameter = parameters.find(physicalId);
      if (parameter && parameters.delete(physicalId)) deps.changes.tell('Delete', parameter);
    },
  });
}
