import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { tags, text } from '../../../template/scalars.ts';
import { REGISTRY_NAME_CHARACTERS } from '../limits.ts';
import type { Registries, Registry } from '../registries.ts';

const schema = z.strictObject({
  RegistryName: text.optional(),
  Description: text.optional(),
  Tags: tags.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eventschemas-registry.html */
export function registryResource(registries: Registries) {
  const deployed = ({ arn, name }: Registry) => ({
    physicalId: arn,
    attributes: { RegistryArn: arn, RegistryName: name },
  });
  return resourceType({
    type: 'AWS::EventSchemas::Registry',
    schema,
    attributes: ['RegistryArn', 'RegistryName'],
    createOnly: ['RegistryName'],
    create({ RegistryName, Description, Tags }, context) {
      const name = RegistryName ?? context.generateName({ maxLength: REGISTRY_NAME_CHARACTERS });
      return deployed(registries.create(name, { description: Description, tags: Tags }));
    },
    update: ({ physicalId, properties: { Description, Tags } }) =>
      deployed(registries.change(nameOf(physicalId), { description: Description ?? '', tags: Tags ?? {} })),
    delete: ({ physicalId }) => registries.delete(nameOf(physicalId)),
  });
}

const nameOf = (arn: string) => arn.replace(/^.*:registry\//, '');
