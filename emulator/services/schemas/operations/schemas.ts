import type {
  CreateSchemaCommandInput,
  CreateSchemaCommandOutput,
  DeleteSchemaCommandInput,
  DescribeSchemaCommandInput,
  DescribeSchemaCommandOutput,
  ListSchemasCommandInput,
  ListSchemasCommandOutput,
  SearchSchemasCommandInput,
  SearchSchemasCommandOutput,
  UpdateSchemaCommandInput,
  UpdateSchemaCommandOutput,
} from '@aws-sdk/client-schemas';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { schemaType } from '../content.ts';
import { page } from '../page.ts';
import type { Schema, Schemas, SchemaVersion } from '../schemas.ts';
import { required } from '../validate.ts';
import type { SchemasAccess } from './access.ts';

interface Deps {
  readonly schemas: Schemas;
  readonly access: SchemasAccess;
}

/** CreateSchema, DescribeSchema, ListSchemas, SearchSchemas, UpdateSchema, DeleteSchema. */
export function schemaOperations({ schemas, access }: Deps): AnyOperation[] {
  return [
    operation<CreateSchemaCommandInput, Omit<CreateSchemaCommandOutput, '$metadata'>>({
      name: 'CreateSchema',
      access: access('CreateSchema'),
      run({ RegistryName, SchemaName, Type, Content, Description, Tags }) {
        const type = schemaType(required(Type, 'Type'));
        const settings = { description: Description, tags: Tags };
        const [registry, name] = namesOf({ RegistryName, SchemaName });
        return describe(schemas, schemas.create(registry, name, type, required(Content, 'Content'), settings));
      },
    }),
    operation<DescribeSchemaCommandInput, Omit<DescribeSchemaCommandOutput, '$metadata'>>({
      name: 'DescribeSchema',
      access: access('DescribeSchema'),
      run(input) {
        const schema = schemas.get(...namesOf(input));
        const version = schemas.version(schema, input.SchemaVersion);
        return { ...shape(schema, version), Content: version.content };
      },
    }),
    operation<ListSchemasCommandInput, Omit<ListSchemasCommandOutput, '$metadata'>>({
      name: 'ListSchemas',
      access: access('ListSchemas'),
      run(input) {
        const listed = schemas.list(required(input.RegistryName, 'RegistryName'), input.SchemaNamePrefix);
        const { items, token } = page(listed, input, ({ name }) => name);
        return { Schemas: items.map(summary), ...token };
      },
    }),
    operation<SearchSchemasCommandInput, Omit<SearchSchemasCommandOutput, '$metadata'>>({
      name: 'SearchSchemas',
      access: access('SearchSchemas'),
      run(input) {
        const found = search(
          schemas,
          required(input.RegistryName, 'RegistryName'),
          required(input.Keywords, 'Keywords'),
        );
        const { items, token } = page(found, input, ({ name }) => name);
        return { Schemas: items.map((schema) => hit(schemas, schema)), ...token };
      },
    }),
    operation<UpdateSchemaCommandInput, Omit<UpdateSchemaCommandOutput, '$metadata'>>({
      name: 'UpdateSchema',
      access: access('UpdateSchema'),
      run(input) {
        const changed = schemas.change(schemas.get(...namesOf(input)), {
          description: input.Description,
          ...(input.Type === undefined ? {} : { type: schemaType(input.Type) }),
          ...(input.Content === undefined ? {} : { content: input.Content }),
        });
        return describe(schemas, changed);
      },
    }),
    operation<DeleteSchemaCommandInput, object>({
      name: 'DeleteSchema',
      access: access('DeleteSchema'),
      run(input) {
        const { registry, name } = schemas.get(...namesOf(input));
        schemas.delete(registry, name);
        return {};
      },
    }),
  ];
}

interface Named {
  readonly RegistryName: string | undefined;
  readonly SchemaName: string | undefined;
}

export const namesOf = ({ RegistryName, SchemaName }: Named): [registry: string, name: string] => [
  required(RegistryName, 'RegistryName'),
  required(SchemaName, 'SchemaName'),
];

const describe = (schemas: Schemas, schema: Schema) => shape(schema, schemas.version(schema));

const shape = (schema: Schema, version: SchemaVersion) => ({
  SchemaName: schema.name,
  SchemaArn: schema.arn,
  SchemaVersion: version.version,
  Type: version.type,
  LastModified: new Date(schema.modifiedAt),
  VersionCreatedDate: new Date(version.createdAt),
  Tags: { ...schema.tags },
  ...(schema.description === undefined ? {} : { Description: schema.description }),
});

const summary = (schema: Schema) => ({
  SchemaName: schema.name,
  SchemaArn: schema.arn,
  VersionCount: schema.versions,
  LastModified: new Date(schema.modifiedAt),
  Tags: { ...schema.tags },
});

/** Schemas in whose name, description or content every keyword occurs. */
function search(schemas: Schemas, registry: string, keywords: string): Schema[] {
  const words = keywords.toLowerCase().split(/\s+/).filter(Boolean);
  return schemas.list(registry).filter((schema) => {
    const { content } = schemas.version(schema);
    const text = `${schema.name} ${schema.description ?? ''} ${content}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const hit = (schemas: Schemas, schema: Schema) => ({
  RegistryName: schema.registry,
  SchemaName: schema.name,
  SchemaArn: schema.arn,
  SchemaVersions: schemas.versions(schema).map(({ version, type, createdAt }) => ({
    SchemaVersion: version,
    Type: type,
    CreatedDate: new Date(createdAt),
  })),
});
