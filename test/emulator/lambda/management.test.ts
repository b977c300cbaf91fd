import {
  CreateAliasCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetLayerVersionCommand,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  ListLayerVersionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishLayerVersionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { type Functions, startFunctions } from './support/functions.ts';
import { zipOf } from './support/package.ts';

const returning = (value: unknown) => `export const handler = async () => (${JSON.stringify(value)});`;

describe('managing functions', () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.close());
  const send: Functions['lambdaClient']['send'] = (command: never) => functions.lambdaClient.send(command);

  it('describes a function as AWS does', async () => {
    const created = await functions.create('described', returning(1), {
      Description: 'a test',
      Timeout: 7,
      MemorySize: 512,
      Environment: { Variables: { A: 'b' } },
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      Tags: { team: 'x' },
    });

    expect(created).toMatchObject({
      FunctionName: 'described',
      FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:described',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: functions.role,
      Description: 'a test',
      Timeout: 7,
      MemorySize: 512,
      Version: '$LATEST',
      State: 'Active',
      LastUpdateStatus: 'Successful',
      PackageType: 'Zip',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      Environment: { Variables: { A: 'b' } },
      EphemeralStorage: { Size: 512 },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/described' },
      CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/),
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
    });
    await waitUntilFunctionActiveV2({ client: functions.lambdaClient, maxWaitTime: 5 }, { FunctionName: 'described' });
    expect(await send(new GetFunctionCommand({ FunctionName: 'described' }))).toMatchObject({
      Configuration: { FunctionName: 'described' },
      Tags: { team: 'x' },
    });
  });

  it('refuses a second function of the same name', async () => {
    await functions.create('twice', returning(1));

    await expect(functions.create('twice', returning(2))).rejects.toMatchObject({
      name: 'ResourceConflictException',
      message: 'Function already exist: twice',
    });
  });

  it.each([
    [
      'a runtime that it does not run',
      { Runtime: 'python3.12' },
      /python3\.12 is not supported by this emulator, which runs nodejs18\.x/,
    ],
    [
      'a role that does not exist',
      { Role: 'arn:aws:iam::000000000000:role/absent' },
      /^The role defined for the function cannot be assumed by Lambda\.$/,
    ],
    [
      'a reserved variable',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    [
      'a time-out over 15 minutes',
      { Timeout: 901 },
      /at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900/,
    ],
    ['too little memory', { MemorySize: 64 }, /at 'memorySize' failed to satisfy constraint/],
    [
      'a layer of another account',
      { Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:x:1'] },
      /^Layer version arn:aws:lambda:us-east-1:123456789012:layer:x:1 does not exist/,
    ],
    [
      'a file system',
      { FileSystemConfigs: [{ Arn: 'a', LocalMountPath: '/mnt/x' }] },
      /does not support FileSystemConfigs/,
    ],
    ['a container image', { PackageType: 'Image' as const }, /not container images/],
    ['a name with a space', { FunctionName: 'no good' }, /at 'functionName' failed to satisfy constraint/],
  ])('refuses %s', async (_what, options, message) => {
    await expect(functions.create('refused', returning(1), options as never)).rejects.toMatchObject({
      name: expect.stringMatching(/^(InvalidParameterValueException|ValidationException)$/),
      message: expect.stringMatching(message),
    });
  });

  it('refuses what is no zip file', async () => {
    await functions.create('zipped', returning(1));

    const update = send(new UpdateFunctionCodeCommand({ FunctionName: 'zipped', ZipFile: Buffer.from('not a zip') }));

    await expect(update).rejects.toMatchObject({ message: expect.stringContaining('Could not unzip uploaded file') });
  });

  it('runs new code and new configuration from the next invocation on', async () => {
    await functions.create('updated', 'export const handler = async () => [process.env.COLOUR, 1];');
    await functions.invoke('updated');

    const ZipFile = await zipOf({ 'index.mjs': 'export const handler = async () => [process.env.COLOUR, 2];' });
    await send(new UpdateFunctionCodeCommand({ FunctionName: 'updated', ZipFile }));
    await send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'updated',
        Environment: { Variables: { COLOUR: 'red' } },
      }),
    );

    expect((await functions.invoke('updated')).value).toEqual(['red', 2]);
  });

  it('refuses an update of another revision than the current one', async () => {
    await functions.create('revised', returning(1));

    await expect(
      send(new UpdateFunctionConfigurationCommand({ FunctionName: 'revised', Timeout: 4, RevisionId: 'old' })),
    ).rejects.toMatchObject({ name: 'PreconditionFailedException' });
  });

  it('lists functions page by page', async () => {
    const names = [];
    let Marker: string | undefined;
    do {
      const { Functions: page = [], NextMarker }: { Functions?: { FunctionName?: string }[]; NextMarker?: string } =
        await send(new ListFunctionsCommand({ MaxItems: 2, Marker }));
      expect(page.length).toBeLessThanOrEqual(2);
      names.push(...page.map(({ FunctionName }) => FunctionName));
      Marker = NextMarker;
    } while (Marker);

    expect(names).toEqual([...names].sort());
    expect(names).toContain('described');
  });

  it('deletes a function', async () => {
    await functions.create('deleted', returning(1));
    await send(new DeleteFunctionCommand({ FunctionName: 'deleted' }));

    await expect(send(new GetFunctionCommand({ FunctionName: 'deleted' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  it('tags and untags', async () => {
    await functions.create('tagged', returning(1));
    const Resource = 'arn:aws:lambda:us-east-1:000000000000:function:tagged';
    await send(new TagResourceCommand({ Resource, Tags: { a: '1', b: '2' } }));
    await send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));

    expect((await send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2' });
  });

  it('publishes versions that keep their code, and none when nothing changed', async () => {
    await functions.create('versioned', returning('first'));
    const { Version } = await send(new PublishVersionCommand({ FunctionName: 'versioned' }));
    expect((await send(new PublishVersionCommand({ FunctionName: 'versioned' }))).Version).toBe(Version);
    const ZipFile = await zipOf({ 'index.mjs': returning('second') });
    await send(new UpdateFunctionCodeCommand({ FunctionName: 'versioned', ZipFile, Publish: true }));

    expect(await functions.invoke('versioned', {}, { Qualifier: '1' })).toMatchObject({ value: 'first', version: '1' });
    expect((await functions.invoke('versioned', {}, { Qualifier: '2' })).value).toBe('second');
    const { Versions } = await send(new ListVersionsByFunctionCommand({ FunctionName: 'versioned' }));
    expect(Versions?.map((version) => version.Version)).toEqual(['$LATEST', '1', '2']);
    expect(
      await send(new GetFunctionConfigurationCommand({ FunctionName: 'versioned', Qualifier: '1' })),
    ).toMatchObject({ FunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:versioned:1', Version: '1' });
  });

  it('routes by alias, to a part of the invocations by weight', async () => {
    await functions.create('aliased', returning('one'), { Publish: true });
    const ZipFile = await zipOf({ 'index.mjs': returning('two') });
    await send(new UpdateFunctionCodeCommand({ FunctionName: 'aliased', ZipFile, Publish: true }));
    await send(new CreateAliasCommand({ FunctionName: 'aliased', Name: 'live', FunctionVersion: '1' }));
    expect(await functions.invoke('aliased', {}, { Qualifier: 'live' })).toMatchObject({ value: 'one', version: '1' });

    await send(
      new UpdateAliasCommand({
        FunctionName: 'aliased',
        Name: 'live',
        RoutingConfig: { AdditionalVersionWeights: { 2: 1 } },
      }),
    );

    expect((await functions.invoke('aliased:live')).value).toBe('two');
    expect((await send(new ListAliasesCommand({ FunctionName: 'aliased' }))).Aliases).toMatchObject([
      { Name: 'live', FunctionVersion: '1', RoutingConfig: { AdditionalVersionWeights: { 2: 1 } } },
    ]);
    for (const Qualifier of ['1', '2']) {
      await expect(send(new DeleteFunctionCommand({ FunctionName: 'aliased', Qualifier }))).rejects.toMatchObject({
        name: 'ResourceConflictException',
        message: 'Unable to delete version because the following aliases reference it: [live]',
      });
    }
  });

  it('throttles what exceeds the reserved concurrency', async () => {
    await functions.create('limited', returning(1));
    await send(new PutFunctionConcurrencyCommand({ FunctionName: 'limited', ReservedConcurrentExecutions: 0 }));

    await expect(functions.invoke('limited')).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
      $metadata: { httpStatusCode: 429 },
    });
    expect(await send(new GetFunctionConcurrencyCommand({ FunctionName: 'limited' }))).toMatchObject({
      ReservedConcurrentExecutions: 0,
    });
    await expect(
      send(new PutFunctionConcurrencyCommand({ FunctionName: 'limited', ReservedConcurrentExecutions: 901 })),
    ).rejects.toMatchObject({ message: expect.stringContaining('below its minimum value of [100]') });
  });

  it('publishes layers, and numbers them', async () => {
    const Content = { ZipFile: await zipOf({ 'nodejs/node_modules/colour/index.js': "module.exports = 'blue';" }) };
    const publish = () =>
      send(new PublishLayerVersionCommand({ LayerName: 'colours', Content, CompatibleRuntimes: ['nodejs24.x'] }));
    const first = await publish();
    const second = await publish();
    await functions.create('coloured', "import colour from 'colour'; export const handler = async () => colour;", {
      Layers: [second.LayerVersionArn ?? ''],
    });

    expect(first).toMatchObject({
      Version: 1,
      LayerVersionArn: 'arn:aws:lambda:us-east-1:000000000000:layer:colours:1',
    });
    expect((await functions.invoke('coloured')).value).toBe('blue');
    expect((await send(new ListLayerVersionsCommand({ LayerName: 'colours' }))).LayerVersions).toMatchObject([
      { Version: 2 },
      { Version: 1 },
    ]);
    expect((await send(new ListLayersCommand({}))).Layers).toMatchObject([
      { LayerName: 'colours', LatestMatchingVersion: { Version: 2 } },
    ]);
    expect(await send(new GetLayerVersionCommand({ LayerName: 'colours', VersionNumber: 1 }))).toMatchObject({
      Version: 1,
    });
  });
});
