import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { json, tags, text } from '../../../template/scalars.ts';
import { SCHEMA_TYPES } from '../content.ts';
import { SCHEMA_NAME_CHARACTERS } from '../limits.ts';
import type { Schema, Schemas } from '../schemas.ts';

const schema = z.strictObject({
  RegistryName: text,
  SchemaName: text.optional(),
  Type: z.enum(SCHEMA_TYPES),
  // CloudFormation takes the content as text; an object is what people write in YAML, and means the same.
  Content: json,
  Description: text.optional(),
  Tags: tags.optional(),
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eventschemas-schema.html */
export function schemaResource(schemas: Schemas) {
  const deployed = (made: Schema) => {
    const { version, createdAt } = schemas.version(made);
    return {
      physicalId: made.arn,
      attributes: {
        SchemaArn: made.arn,
        SchemaName: made.name,
        SchemaVersion: version,
        LastModified: new Date(made.modifiedAt).toISOString(),
        VersionCreatedDate: new Date(createdAt).toISOString(),
      },
    };
  };
  return resourceType({
    type: 'AWS::EventSchemas::Schema',
    schema,
    attributes: ['SchemaArn', 'SchemaName', 'SchemaVersion', 'LastModified', 'VersionCreatedDate'],
    createOnly: ['RegistryName', 'SchemaName'],
    create({ RegistryName, SchemaName, Type, Content, Description, Tags }, context) {
      const name = SchemaName ?? context.generateName({ maxLength: SCHEMA_NAME_CHARACTERS });
      const settings = { description: Description, tags: Tags };
      return deployed(schemas.create(registryOf(RegistryName), name, Type, contentText(Content), settings));
    },
    update({ physicalId, properties: { RegistryName, Type, Content, Description, Tags } }) {
      const made = schemas.get(registryOf(RegistryName), nameOf(physicalId));
      const settings = { description: Description ?? '', tags: Tags ?? {} };
      return deployed(schemas.change(made, { ...settings, type: Type, content: contentText(Content) }));
    },
    delete: ({ physicalId, properties: { RegistryName } }) =>
      schemas.delete(registryOf(RegistryName), nameOf(physicalId)),
  });
}

const contentText = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content));

/** Templates name the registry, or give what `Ref` of it is: its ARN. */
const registryOf = (nameOrArn: string) => nameOrArn.replace(/^.*:registry\//, '');

const nameOf = (arn: string) => arn.replace(/^.*:schema\/[^/]+\//, '');
