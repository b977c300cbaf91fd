import {
  CreateStackCommand,
  type CreateStackCommandInput,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  ListExportsCommand,
  ListImportsCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
  ValidateTemplateCommand,
} from '@aws-sdk/client-cloudformation';
import { recoverStacks } from '../../../emulator/template/stacks/recover-stacks.ts';
import { thing } from '../template/support.ts';
import { startCloudFormation } from './support.ts';

let cloud: Awaited<ReturnType<typeof startCloudFormation>>;

beforeEach(async () => {
  cloud = await startCloudFormation();
});

afterEach(async () => {
  expect(cloud.faults).toEqual([]);
  await cloud.stop();
});

const TEMPLATE = {
  Description: 'Things',
  Parameters: { Size: { Type: 'Number', Default: 1 }, Secret: { Type: 'String', Default: 'x', NoEcho: true } },
  Resources: {
    A: thing({ Name: 'a', Size: { Ref: 'Size' } }, { Metadata: { note: 'first' } }),
    B: thing({ Label: { 'Fn::GetAtt': ['A', 'Arn'] } }),
  },
  Outputs: { Name: { Value: { Ref: 'A' }, Description: 'its name', Export: { Name: 'shared' } } },
};

const create = async (template: unknown, input: Partial<CreateStackCommandInput> = {}) => {
  await cloud.client.send(
    new CreateStackCommand({ StackName: 'app', TemplateBody: JSON.stringify(template), ...input }),
  );
  return cloud.settled(input.StackName ?? 'app');
};

describe('CreateStack', () => {
  it('makes the resources and describes the stack with parameters, outputs and tags', async () => {
    const stack = await create(TEMPLATE, {
      Parameters: [{ ParameterKey: 'Size', ParameterValue: '3' }],
      Tags: [{ Key: 'team', Value: 'x' }],
    });

    expect(stack).toMatchObject({
      StackId: expect.stringMatching(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/app\/[\w-]{36}$/),
      StackStatus: 'CREATE_COMPLETE',
      Description: 'Things',
      Parameters: [
        { ParameterKey: 'Size', ParameterValue: '3' },
        { ParameterKey: 'Secret', ParameterValue: '****' },
      ],
      Outputs: [{ OutputKey: 'Name', OutputValue: 'a', Description: 'its name', ExportName: 'shared' }],
      Tags: [{ Key: 'team', Value: 'x' }],
      CreationTime: expect.any(Date),
    });
    expect(cloud.things.get('a')).toEqual({ size: 3, label: undefined });
  });

  it('takes YAML with short forms, and answers it as it was', async () => {
    const TemplateBody =
      'Resources:\n  A:\n    Type: Test::Thing\n    Properties:\n      Name: !Sub "${AWS::StackName}-a"\n';

    const stack = await create({}, { TemplateBody });

    expect(stack?.StackStatus).toBe('CREATE_COMPLETE');
    expect([...cloud.things.keys()]).toEqual(['app-a']);
    expect(await cloud.client.send(new GetTemplateCommand({ StackName: 'app' }))).toMatchObject({ TemplateBody });
  });

  it('refuses a second stack of one name', async () => {
    await create(TEMPLATE);

    await expect(create(TEMPLATE)).rejects.toMatchObject({
      name: 'AlreadyExistsException',
      message: 'Stack [app] already exists',
    });
  });

  it('lists everything that is wrong before anything is made', async () => {
    const wrong = {
      Resources: { A: thing({ Colour: 1 }), B: { Type: 'AWS::Nobody::Knows' }, C: thing({ Label: { Ref: 'D' } }) },
    };

    await expect(create(wrong)).rejects.toMatchObject({
      name: 'ValidationError',
      message: [
        'app/A Test::Thing Colour: not supported; allowed here: Broken, Color, Label, Mode, Name, Rules, Rules.Comment, Size',
        'app/B AWS::Nobody::Knows: type not supported',
        'app/C Test::Thing Label.Ref: Template format error: Unresolved resource dependencies [D] in the Resources block of the template',
      ].join('\n'),
    });
    expect(cloud.things.size).toBe(0);
  });

  it.each([
    ['a template', { TemplateBody: undefined }, 'Either Template URL or Template Body must be specified.'],
    ['JSON or YAML', { TemplateBody: '{"Resources"' }, 'Template format error: JSON not well-formed.'],
    ['resources', { TemplateBody: '{}' }, 'Template format error: At least one Resources member must be defined.'],
    ['known sections', { TemplateBody: '{"Foo":1}' }, 'Invalid template property or properties [Foo]'],
    [
      'declared parameters',
      { Parameters: [{ ParameterKey: 'No', ParameterValue: '1' }] },
      'app: Parameters: [No] do not exist in the template',
    ],
    [
      'no stack policy',
      { StackPolicyBody: '{}' },
      'StackPolicyBody is not supported by the emulator; SUPPORT.md lists what is',
    ],
  ])('needs %s', async (_what, input, message) => {
    await expect(create(TEMPLATE, input)).rejects.toMatchObject({ name: 'ValidationError', message });
  });

  it('rolls back when a resource fails, and its events tell why', async () => {
    const stack = await create({ Resources: { A: thing(), B: thing({ Broken: true }, { DependsOn: 'A' }) } });

    expect(stack).toMatchObject({
      StackStatus: 'ROLLBACK_COMPLETE',
      StackStatusReason: 'The following resource(s) failed to create: [B]. ThingBroken: This thing cannot be made',
    });
    expect(cloud.things.size).toBe(0);
    const { StackEvents = [] } = await cloud.client.send(new DescribeStackEventsCommand({ StackName: 'app' }));
    expect(
      StackEvents.map(({ LogicalResourceId, ResourceStatus }) => `${LogicalResourceId} ${ResourceStatus}`).reverse(),
    ).toEqual([
      'app CREATE_IN_PROGRESS',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      'B CREATE_IN_PROGRESS',
      'B CREATE_FAILED',
      'app ROLLBACK_IN_PROGRESS',
      'A DELETE_IN_PROGRESS',
      'A DELETE_COMPLETE',
      'app ROLLBACK_COMPLETE',
    ]);
  });

  it('leaves what it made, or nothing at all, when that is asked for', async () => {
    const broken = { Resources: { A: thing({ Name: 'kept' }), B: thing({ Broken: true }, { DependsOn: 'A' }) } };

    expect(await create(broken, { StackName: 'left', OnFailure: 'DO_NOTHING' })).toMatchObject({
      StackStatus: 'CREATE_FAILED',
    });
    await cloud.client.send(
      new CreateStackCommand({
        StackName: 'gone',
        TemplateBody: JSON.stringify({ Resources: { A: thing({ Broken: true }) } }),
        OnFailure: 'DELETE',
      }),
    );

    await expect(cloud.settled('gone')).rejects.toThrow('Stack with id gone does not exist');
    expect([...cloud.things.keys()]).toEqual(['kept']);
  });

  it('asks for capabilities when the template has roles', async () => {
    const role = {
      Type: 'AWS::IAM::Role',
      Properties: { RoleName: 'r', AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
    };

    await expect(create({ Resources: { Role: role } })).rejects.toMatchObject({
      name: 'InsufficientCapabilitiesException',
      message: 'Requires capabilities : [CAPABILITY_NAMED_IAM]',
    });
    expect(await create({ Resources: { Role: role } }, { Capabilities: ['CAPABILITY_NAMED_IAM'] })).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    });
  });
});

describe('UpdateStack', () => {
  const update = async (input: object) => {
    await cloud.client.send(new UpdateStackCommand({ StackName: 'app', ...input }));
    return cloud.settled('app');
  };

  it('changes what differs, with values of before where that is asked for', async () => {
    await create(TEMPLATE, { Parameters: [{ ParameterKey: 'Size', ParameterValue: '3' }] });
    cloud.log.length = 0;

    const stack = await update({
      TemplateBody: JSON.stringify({ ...TEMPLATE, Resources: { A: TEMPLATE.Resources.A, C: thing() } }),
      Parameters: [{ ParameterKey: 'Size', UsePreviousValue: true }],
    });

    expect(stack).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', LastUpdatedTime: expect.any(Date) });
    expect(cloud.log).toEqual(['create C', 'delete B']);
  });

  it('takes the template of before with other parameters', async () => {
    await create(TEMPLATE);

    await update({ UsePreviousTemplate: true, Parameters: [{ ParameterKey: 'Size', ParameterValue: '7' }] });

    expect(cloud.things.get('a')?.size).toBe(7);
  });

  it('refuses an update that changes nothing, and one of no stack', async () => {
    await create(TEMPLATE);

    await expect(update({ UsePreviousTemplate: true })).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await expect(
      cloud.client.send(new UpdateStackCommand({ StackName: 'other', UsePreviousTemplate: true })),
    ).rejects.toThrow('Stack [other] does not exist');
  });

  it('leaves what it did when it fails and that is asked for; the next update goes on', async () => {
    await create({ Resources: { A: thing({ Size: 1 }) } });
    const template = (broken: boolean) => ({
      TemplateBody: JSON.stringify({
        Resources: { A: thing({ Size: 2 }), B: thing({ Broken: broken }, { DependsOn: 'A' }) },
      }),
    });

    expect(await update({ ...template(true), DisableRollback: true })).toMatchObject({ StackStatus: 'UPDATE_FAILED' });
    expect([...cloud.things.values()]).toEqual([{ size: 2, label: undefined }]);

    expect(await update(template(false))).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    expect(cloud.things.size).toBe(2);
  });

  it('does not change the type of a resource', async () => {
    await create(TEMPLATE);

    const stack = await update({
      TemplateBody: JSON.stringify({
        Resources: { A: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: 'x' } } },
      }),
    });

    expect(stack).toMatchObject({
      StackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      StackStatusReason:
        'Update of resource type is not permitted. The new template modifies resource type of the following resources: [A]',
    });
  });
});

describe('DeleteStack', () => {
  it('deletes the resources; afterwards only the ARN finds the stack', async () => {
    const stack = await create(TEMPLATE);

    await cloud.client.send(new DeleteStackCommand({ StackName: 'app' }));

    await expect(cloud.settled('app')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id app does not exist',
    });
    expect(await cloud.settled(stack?.StackId ?? '')).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
    expect(cloud.things.size).toBe(0);
    await cloud.client.send(new DeleteStackCommand({ StackName: 'app' }));
  });

  it('does not delete a protected stack, nor one whose export is in use', async () => {
    await create(TEMPLATE);
    await create({ Resources: { C: thing({ Label: { 'Fn::ImportValue': 'shared' } }) } }, { StackName: 'user' });
    const protect = (EnableTerminationProtection: boolean) =>
      cloud.client.send(new UpdateTerminationProtectionCommand({ StackName: 'app', EnableTerminationProtection }));
    const remove = () => cloud.client.send(new DeleteStackCommand({ StackName: 'app' }));

    await protect(true);
    await expect(remove()).rejects.toThrow('cannot be deleted while TerminationProtection is enabled');
    await protect(false);
    await remove();

    expect(await cloud.settled('app')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'Export shared cannot be deleted as it is in use by user',
    });
    expect(cloud.things.has('a')).toBe(true);
  });

  it('can leave alone the resource that would not go', async () => {
    await create({ Resources: { A: thing({ Name: 'stuck', Label: 'sticky' }) } });
    const remove = (RetainResources?: string[]) =>
      cloud.client.send(new DeleteStackCommand({ StackName: 'app', RetainResources }));

    await expect(remove(['A'])).rejects.toThrow('only when the stack is in the DELETE_FAILED state');
    await remove();
    expect(await cloud.settled('app')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [A].',
    });
    await remove(['A']);

    await expect(cloud.settled('app')).rejects.toThrow('does not exist');
    expect(cloud.things.has('stuck')).toBe(true);
  });
});

describe('A stack that an earlier run left behind', () => {
  it('has failed when nobody goes on with it', async () => {
    const stack = await create(TEMPLATE);
    const record = cloud.stacks.find('app');
    if (!record) throw new Error('The stack is gone');
    cloud.stacks.put({ ...record, status: 'UPDATE_IN_PROGRESS' });

    recoverStacks(cloud.deployer.engine());

    expect(await cloud.settled(stack?.StackId ?? '')).toMatchObject({
      StackStatus: 'UPDATE_FAILED',
      StackStatusReason: 'The emulator was stopped during the operation',
    });
  });

  it('is forgotten 90 days after it was deleted', async () => {
    const stack = await create(TEMPLATE);
    const record = cloud.stacks.find('app');
    if (!record) throw new Error('The stack is gone');
    cloud.stacks.put({ ...record, status: 'DELETE_COMPLETE', deletedAt: Date.now() - 91 * 86_400_000 });

    recoverStacks(cloud.deployer.engine());

    await expect(cloud.settled(stack?.StackId ?? '')).rejects.toThrow('does not exist');
  });
});

describe('A stack is inspected', () => {
  beforeEach(async () => {
    await create(TEMPLATE);
  });

  it('by its resources, one or all', async () => {
    const all = await cloud.client.send(new DescribeStackResourcesCommand({ StackName: 'app' }));
    const listed = await cloud.client.send(new ListStackResourcesCommand({ StackName: 'app' }));
    const one = await cloud.client.send(new DescribeStackResourceCommand({ StackName: 'app', LogicalResourceId: 'A' }));
    const owner = await cloud.client.send(new DescribeStackResourcesCommand({ PhysicalResourceId: 'a' }));

    expect(all.StackResources).toMatchObject([
      {
        LogicalResourceId: 'A',
        PhysicalResourceId: 'a',
        ResourceType: 'Test::Thing',
        ResourceStatus: 'CREATE_COMPLETE',
      },
      { LogicalResourceId: 'B', Timestamp: expect.any(Date) },
    ]);
    expect(listed.StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['A', 'B']);
    expect(one.StackResourceDetail).toMatchObject({ LogicalResourceId: 'A', Metadata: '{"note":"first"}' });
    expect(owner.StackResources).toHaveLength(2);
    await expect(
      cloud.client.send(new DescribeStackResourceCommand({ StackName: 'app', LogicalResourceId: 'Z' })),
    ).rejects.toThrow('Resource Z does not exist for stack app');
  });

  it('by its exports and who imports them', async () => {
    await create({ Resources: { C: thing({ Label: { 'Fn::ImportValue': 'shared' } }) } }, { StackName: 'user' });

    const { Exports } = await cloud.client.send(new ListExportsCommand({}));
    const { Imports } = await cloud.client.send(new ListImportsCommand({ ExportName: 'shared' }));

    expect(Exports).toEqual([{ Name: 'shared', Value: 'a', ExportingStackId: expect.stringContaining('stack/app/') }]);
    expect(Imports).toEqual(['user']);
    await expect(cloud.client.send(new ListImportsCommand({ ExportName: 'none' }))).rejects.toThrow(
      "Export 'none' is not imported by any stack.",
    );
  });

  it('in lists of all stacks, by status, in pages', async () => {
    for (let index = 0; index < 100; index += 1)
      await create({ Resources: { C: thing() } }, { StackName: `s${index}` });
    await cloud.client.send(new DeleteStackCommand({ StackName: 's0' }));
    await cloud.deployer.operations.settle();

    const first = await cloud.client.send(new DescribeStacksCommand({}));
    const second = await cloud.client.send(new ListStacksCommand({ StackStatusFilter: ['DELETE_COMPLETE'] }));
    const all = await cloud.client.send(new ListStacksCommand({}));
    const rest = await cloud.client.send(new ListStacksCommand({ NextToken: all.NextToken }));

    expect(first.Stacks).toHaveLength(100);
    expect(first.NextToken).toBeUndefined();
    expect(second.StackSummaries).toMatchObject([{ StackName: 's0', DeletionTime: expect.any(Date) }]);
    expect(all.StackSummaries).toHaveLength(100);
    expect(rest.StackSummaries).toMatchObject([{ StackName: 'app', TemplateDescription: 'Things' }]);
  });

  it('by what its template declares', async () => {
    const summary = await cloud.client.send(new GetTemplateSummaryCommand({ StackName: 'app' }));

    expect(summary).toMatchObject({
      Description: 'Things',
      ResourceTypes: ['Test::Thing'],
      Parameters: [
        { ParameterKey: 'Size', ParameterType: 'Number', DefaultValue: '1', NoEcho: false },
        { ParameterKey: 'Secret', NoEcho: true },
      ],
    });
  });
});

describe('ValidateTemplate', () => {
  const validate = (template: unknown) =>
    cloud.client.send(new ValidateTemplateCommand({ TemplateBody: JSON.stringify(template) }));

  it('answers parameters and capabilities', async () => {
    const answer = await validate({ ...TEMPLATE, Resources: { R: { Type: 'AWS::IAM::Role' } }, Outputs: {} });

    expect(answer).toMatchObject({
      Parameters: [{ ParameterKey: 'Size', DefaultValue: '1' }, { ParameterKey: 'Secret' }],
      Capabilities: ['CAPABILITY_IAM'],
      CapabilitiesReason: 'The following resource(s) require capabilities: [AWS::IAM::Role]',
    });
  });

  it('finds references to nothing', async () => {
    await expect(validate({ Resources: { A: thing({ Label: { Ref: 'Nobody' } }) } })).rejects.toThrow(
      'Unresolved resource dependencies [Nobody]',
    );
  });
});
