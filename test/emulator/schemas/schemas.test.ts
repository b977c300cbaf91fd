import {
  CreateRegistryCommand,
  CreateSchemaCommand,
  DeleteRegistryCommand,
  DeleteSchemaVersionCommand,
  DescribeSchemaCommand,
  ListRegistriesCommand,
  ListSchemasCommand,
  ListSchemaVersionsCommand,
  ListTagsForResourceCommand,
  SchemasClient,
  SearchSchemasCommand,
  TagResourceCommand,
  UpdateSchemaCommand,
} from '@aws-sdk/client-schemas';
import { createSchemas } from '../../../emulator/services/schemas/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

async function start() {
  const endpoint = await startEndpoint((ports) => [createSchemas(ports)]);
  const client = new SchemasClient(endpoint.client);
  await client.send(new CreateRegistryCommand({ RegistryName: 'shop', Description: 'All of the shop' }));
  return {
    client,
    create: (SchemaName: string, Content = '{"title": "first"}') =>
      client.send(new CreateSchemaCommand({ RegistryName: 'shop', SchemaName, Content, Type: 'JSONSchemaDraft4' })),
    async close() {
      client.destroy();
      await endpoint.close();
    },
  };
}

describe('schemas', () => {
  it('are described in their newest version, or in the one that is asked for', async () => {
    const { client, create, close } = await start();
    await create('shop@Order');
    const names = { RegistryName: 'shop', SchemaName: 'shop@Order' };
    await client.send(new UpdateSchemaCommand({ ...names, Content: '{"title": "second"}' }));
    await client.send(
      new UpdateSchemaCommand({ ...names, Content: '{"title": "second"}', Description: 'same content' }),
    );
    await expect(client.send(new DescribeSchemaCommand(names))).resolves.toMatchObject({
      SchemaArn: 'arn:aws:schemas:us-east-1:000000000000:schema/shop/shop@Order',
      SchemaVersion: '2',
      Content: '{"title": "second"}',
      Description: 'same content',
    });
    await expect(client.send(new DescribeSchemaCommand({ ...names, SchemaVersion: '1' }))).resolves.toMatchObject({
      Content: '{"title": "first"}',
    });
    const { SchemaVersions } = await client.send(new ListSchemaVersionsCommand(names));
    expect(SchemaVersions?.map(({ SchemaVersion }) => SchemaVersion)).toEqual(['2', '1']);
    await close();
  });

  it('are listed in pages and found by words', async () => {
    const { client, create, close } = await start();
    for (const name of ['b', 'a', 'c']) await create(name, `{"title": "about ${name} things"}`);
    const first = await client.send(new ListSchemasCommand({ RegistryName: 'shop', Limit: 2 }));
    const second = await client.send(
      new ListSchemasCommand({ RegistryName: 'shop', Limit: 2, NextToken: first.NextToken }),
    );
    const names = [first, second].map(({ Schemas }) => Schemas?.map(({ SchemaName }) => SchemaName));
    expect(names).toEqual([['a', 'b'], ['c']]);
    const { Schemas } = await client.send(new SearchSchemasCommand({ RegistryName: 'shop', Keywords: 'about C' }));
    expect(Schemas).toMatchObject([{ SchemaName: 'c', RegistryName: 'shop' }]);
    await close();
  });

  it('are refused when their content is none', async () => {
    const { create, close } = await start();
    await expect(create('x', '[]')).rejects.toMatchObject({ name: 'BadRequestException' });
    await expect(create('x', 'no json')).rejects.toMatchObject({ name: 'BadRequestException' });
    await close();
  });

  it('keep at least one version', async () => {
    const { client, create, close } = await start();
    await create('x');
    const command = new DeleteSchemaVersionCommand({ RegistryName: 'shop', SchemaName: 'x', SchemaVersion: '1' });
    await expect(client.send(command)).rejects.toMatchObject({ name: 'BadRequestException' });
    await close();
  });
});

describe('registries', () => {
  it('carry tags, and take their schemas with them', async () => {
    const { client, create, close } = await start();
    await create('x');
    const ResourceArn = 'arn:aws:schemas:us-east-1:000000000000:registry/shop';
    await client.send(new TagResourceCommand({ ResourceArn, Tags: { team: 'events' } }));
    await expect(client.send(new ListTagsForResourceCommand({ ResourceArn }))).resolves.toMatchObject({
      Tags: { team: 'events' },
    });
    await client.send(new DeleteRegistryCommand({ RegistryName: 'shop' }));
    await expect(client.send(new ListRegistriesCommand({}))).resolves.toMatchObject({ Registries: [] });
    await expect(
      client.send(new DescribeSchemaCommand({ RegistryName: 'shop', SchemaName: 'x' })),
    ).rejects.toMatchObject({ name: 'NotFoundException', message: 'Registry with name shop does not exist.' });
    await close();
  });
});
