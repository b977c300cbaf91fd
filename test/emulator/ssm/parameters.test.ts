import {
  AddTagsToResourceCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  SSMClient,
} from '@aws-sdk/client-ssm';
import type { ServiceEvent } from '../../../emulator/runtime/service-events.ts';
import { createSsm } from '../../../emulator/services/ssm/service.ts';
import { startEndpoint } from '../support/endpoint.ts';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
let ssm: SSMClient;
const events: ServiceEvent[] = [];

beforeEach(async () => {
  events.length = 0;
  endpoint = await startEndpoint((ports) => [
    createSsm({ ...ports, serviceEvents: { publish: (event) => events.push(event) } }),
  ]);
  ssm = new SSMClient(endpoint.client);
});

afterEach(async () => {
  expect(endpoint.faults).toEqual([]);
  ssm.destroy();
  await endpoint.close();
});

const put = (input: Partial<PutParameterCommandInput>) =>
  ssm.send(new PutParameterCommand({ Name: '/app/url', Type: 'String', Value: 'one', ...input }));
const get = (Name: string, WithDecryption = false) => ssm.send(new GetParameterCommand({ Name, WithDecryption }));

describe('A parameter', () => {
  it('is stored under its name and counts its versions', async () => {
    expect(await put({})).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await put({ Value: 'two', Overwrite: true })).toMatchObject({ Version: 2 });

    const { Parameter } = await get('/app/url');

    expect(Parameter).toMatchObject({
      Name: '/app/url',
      Type: 'String',
      Value: 'two',
      Version: 2,
      DataType: 'text',
      ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/app/url',
      LastModifiedDate: expect.any(Date),
    });
  });

  it('is read at an older version or by a label', async () => {
    await put({});
    await put({ Value: 'two', Overwrite: true });
    await ssm.send(
      new LabelParameterVersionCommand({ Name: '/app/url', ParameterVersion: 1, Labels: ['live', '1st'] }),
    );

    expect((await get('/app/url:1')).Parameter).toMatchObject({ Value: 'one', Selector: ':1' });
    expect((await get('/app/url:live')).Parameter).toMatchObject({ Value: 'one', Selector: ':live' });
    await expect(get('/app/url:7')).rejects.toMatchObject({
      name: 'ParameterVersionNotFound',
      message: 'Systems Manager could not find version 7 of /app/url. Verify the version and try again.',
    });
  });

  it('is not overwritten unless that is asked for', async () => {
    await put({});

    await expect(put({})).rejects.toMatchObject({
      name: 'ParameterAlreadyExists',
      message:
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    });
    await expect(put({ Overwrite: true, Type: 'StringList' })).rejects.toMatchObject({
      name: 'HierarchyTypeMismatchException',
    });
  });

  it.each([
    ['a type', { Type: undefined }, 'ValidationException', 'A parameter type is required when you create a parameter.'],
    [
      'a known type',
      { Type: 'Number' as never },
      'UnsupportedParameterType',
      "The parameter type Number isn't supported.",
    ],
    ['a full path', { Name: 'app/url' }, 'ValidationException', 'Parameter name must be a fully qualified name.'],
    [
      'a name that is not reserved',
      { Name: '/aws/url' },
      'AccessDeniedException',
      'No access to reserved parameter name: /aws/url.',
    ],
    ['at most 15 levels', { Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException', /maximum of 15 levels/],
    ['a value', { Value: '' }, 'ValidationException', /Member must have length greater than or equal to 1/],
    [
      'at most 4096 bytes in the standard tier',
      { Value: 'x'.repeat(4097) },
      'ValidationException',
      /^Standard tier parameters support a maximum parameter value of 4096 characters/,
    ],
    [
      'a value that matches its pattern',
      { AllowedPattern: '^\\d+$' },
      'ParameterPatternMismatchException',
      'Parameter value, cannot be validated against allowedPattern: ^\\d+$',
    ],
    ['a pattern that can be read', { AllowedPattern: '(' }, 'InvalidAllowedPatternException', /\(/],
    ['no policies', { Policies: '[]' }, 'InvalidPolicyTypeException', /no parameter policies/],
  ])('needs %s', async (_what, input, name, message) => {
    await expect(put(input)).rejects.toMatchObject({
      name,
      message: message instanceof RegExp ? expect.stringMatching(message) : message,
    });
  });

  it('moves to the advanced tier by itself when it is large', async () => {
    expect(await put({ Value: 'x'.repeat(4097), Tier: 'Intelligent-Tiering' })).toMatchObject({ Tier: 'Advanced' });
  });

  it('keeps 100 versions, the newest ones, in its history', async () => {
    await put({});
    for (let version = 2; version <= 101; version += 1) await put({ Value: `${version}`, Overwrite: true });

    const first = await ssm.send(new GetParameterHistoryCommand({ Name: '/app/url', MaxResults: 50 }));
    const second = await ssm.send(new GetParameterHistoryCommand({ Name: '/app/url', NextToken: first.NextToken }));

    const versions = [...(first.Parameters ?? []), ...(second.Parameters ?? [])].map(({ Version }) => Version);
    expect(versions).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
    expect(second.NextToken).toBeUndefined();
  });

  it('tells the default bus when it is created, changed and deleted', async () => {
    await put({ Description: 'where it is' });
    await put({ Value: 'two', Overwrite: true });
    await ssm.send(new DeleteParametersCommand({ Names: ['/app/url'] }));

    expect(events.map(({ detail }) => detail.operation)).toEqual(['Create', 'Update', 'Delete']);
    expect(events[0]).toEqual({
      source: 'aws.ssm',
      detailType: 'Parameter Store Change',
      resources: ['arn:aws:ssm:us-east-1:000000000000:parameter/app/url'],
      detail: { operation: 'Create', name: '/app/url', type: 'String', description: 'where it is' },
    });
  });
});

describe('A secure string', () => {
  it('shows its value only to those who ask for decryption', async () => {
    await put({ Type: 'SecureString', Value: 'secret' });

    const { Parameter: hidden } = await get('/app/url');
    const { Parameter: shown } = await get('/app/url', true);

    expect(hidden?.Value).toMatch(/^AQICAH[\w+/]+$/);
    expect(shown?.Value).toBe('secret');
    const { Parameters } = await ssm.send(new DescribeParametersCommand({}));
    expect(Parameters).toMatchObject([{ KeyId: 'alias/aws/ssm', Type: 'SecureString' }]);
  });
});

describe('Many parameters', () => {
  beforeEach(async () => {
    for (const name of ['/app/a', '/app/b/c', '/app/b/d', '/other', 'plain']) await put({ Name: name });
  });

  it('are read by name, with a list of those that are not there', async () => {
    const { Parameters, InvalidParameters } = await ssm.send(
      new GetParametersCommand({ Names: ['plain', '/nowhere', '/app/a', '/app/a:9'] }),
    );

    expect(Parameters?.map(({ Name }) => Name)).toEqual(['/app/a', 'plain']);
    expect(InvalidParameters).toEqual(['/nowhere', '/app/a:9']);
  });

  it('are read by path, one level or all, in pages', async () => {
    const names = async (Recursive: boolean, MaxResults?: number, NextToken?: string) => {
      const page = await ssm.send(new GetParametersByPathCommand({ Path: '/app', Recursive, MaxResults, NextToken }));
      return { names: page.Parameters?.map(({ Name }) => Name), token: page.NextToken };
    };

    expect(await names(false)).toEqual({ names: ['/app/a'], token: undefined });
    const first = await names(true, 2);
    expect(first.names).toEqual(['/app/a', '/app/b/c']);
    expect(await names(true, 2, first.token)).toEqual({ names: ['/app/b/d'], token: undefined });
    await expect(names(true, 2, 'no token')).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  it('are described by filters, tags among them', async () => {
    await ssm.send(
      new AddTagsToResourceCommand({
        ResourceType: 'Parameter',
        ResourceId: '/other',
        Tags: [
          { Key: 'team', Value: 'x' },
          { Key: 'cost', Value: '1' },
        ],
      }),
    );
    const named = async (Key: string, Option: string | undefined, ...Values: string[]) => {
      const { Parameters } = await ssm.send(
        new DescribeParametersCommand({ ParameterFilters: [{ Key, Option, Values }] }),
      );
      return Parameters?.map(({ Name }) => Name);
    };

    expect(await named('Name', 'Contains', 'b/')).toEqual(['/app/b/c', '/app/b/d']);
    expect(await named('Path', 'Recursive', '/app')).toEqual(['/app/a', '/app/b/c', '/app/b/d']);
    expect(await named('tag:team', undefined, 'x')).toEqual(['/other']);
    await expect(named('Colour', undefined, 'red')).rejects.toMatchObject({ name: 'InvalidFilterKey' });
  });

  it('have tags that can be listed and removed', async () => {
    const id = { ResourceType: 'Parameter' as const, ResourceId: '/other' };
    await ssm.send(new AddTagsToResourceCommand({ ...id, Tags: [{ Key: 'team', Value: 'x' }] }));
    expect((await ssm.send(new ListTagsForResourceCommand(id))).TagList).toEqual([{ Key: 'team', Value: 'x' }]);

    await ssm.send(new RemoveTagsFromResourceCommand({ ...id, TagKeys: ['team'] }));

    expect((await ssm.send(new ListTagsForResourceCommand(id))).TagList).toEqual([]);
    await expect(ssm.send(new ListTagsForResourceCommand({ ...id, ResourceId: '/nowhere' }))).rejects.toMatchObject({
      name: 'InvalidResourceId',
    });
  });

  it('are deleted together, with a list of those that were not there', async () => {
    const answer = await ssm.send(new DeleteParametersCommand({ Names: ['/other', '/nowhere'] }));

    expect(answer).toMatchObject({ DeletedParameters: ['/other'], InvalidParameters: ['/nowhere'] });
    await expect(get('/other')).rejects.toMatchObject({ name: 'ParameterNotFound' });
  });
});
