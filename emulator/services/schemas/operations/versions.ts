import type {
  DeleteSchemaVersionCommandInput,
  ExportSchemaCommandInput,
  ExportSchemaCommandOutput,
  ListSchemaVersionsCommandInput,
  ListSchemaVersionsCommandOutput,
} from '@aws-sdk/client-schemas';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { schemaType } from '../content.ts';
import { badRequest } from '../errors.ts';
import { page } from '../page.ts';
import type { Schemas } from '../schemas.ts';
import { required } from '../validate.ts';
import type { SchemasAccess } from './access.ts';
import { namesOf } from './schemas.ts';

interface Deps {
  readonly schemas: Schemas;
  readonly access: SchemasAccess;
}

/** ListSchemaVersions, DeleteSchemaVersion, ExportSchema (to the type that the schema has). */
export function versionOperations({ schemas, access }: Deps): AnyOperation[] {
  return [
    operation<ListSchemaVersionsCommandInput, Omit<ListSchemaVersionsCommandOutput, '$metadata'>>({
      name: 'ListSchemaVersions',
      access: access('ListSchemaVersions'),
      run(input) {
        const schema = schemas.get(...namesOf(input));
        const { items, token } = page(schemas.versions(schema), input, ({ version }) => version);
        const SchemaVersions = items.map(({ version, type }) => ({
          SchemaName: schema.name,
          SchemaArn: schema.arn,
          SchemaVersion: version,
          Type: type,
        }));
        return { SchemaVersions, ...token };
      },
    }),
    operation<DeleteSchemaVersionCommandInput, object>({
      name: 'DeleteSchemaVersion',
      access: access('DeleteSchemaVersion'),
      run(input) {
        const schema = schemas.get(...namesOf(input));
        const { version } = schemas.version(schema, required(input.SchemaVersion, 'SchemaVersion'));
        if (schema.versions === 1) throw badRequest('The only version of a schema cannot be deleted.');
        schemas.deleteVersion(schema, version);
        return {};
      },
    }),
    operation<ExportSchemaCommandInput, Omit<ExportSchemaCommandOutput, '$metadata'>>({
      name: 'ExportSchema',
      access: access('ExportSchema'),
      run(input) {
        const schema = schemas.get(...namesOf(input));
        const { version, type, content } = schemas.version(schema, input.SchemaVersion);
        const wanted = schemaType(required(input.Type, 'Type'));
        if (wanted !== type) throw badRequest(`The emulator does not convert a schema of type ${type} to ${wanted}.`);
        return { SchemaName: schema.name, SchemaArn: schema.arn, SchemaVersion: version, Type: type, Content: content };
      },
    }),
  ];
}
