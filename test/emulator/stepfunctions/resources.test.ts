import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DescribeStateMachineAliasOutput,
  DescribeStateMachineOutput,
  ListActivitiesOutput,
  ListStateMachinesOutput,
  ListTagsForResourceOutput,
} from '@aws-sdk/client-sfn';
import { Deployer } from '../../../emulator/template/deployer.ts';
import { assemblyOf, removeAssemblies } from '../template/support.ts';
import { machineRoom, only, ROLE, settle } from './support/machine-room.ts';

const GREET = only({ Type: 'Pass', Result: 'hello' });

const machine = (properties: object = {}) => ({
  Machine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: { StateMachineName: 'greeter', RoleArn: ROLE, DefinitionString: JSON.stringify(GREET), ...properties },
  },
});

const OUTPUTS = {
  Ref: { Value: { Ref: 'Machine' } },
  Arn: { Value: { 'Fn::GetAtt': ['Machine', 'Arn'] } },
  Name: { Value: { 'Fn::GetAtt': ['Machine', 'Name'] } },
  Revision: { Value: { 'Fn::GetAtt': ['Machine', 'StateMachineRevisionId'] } },
};

const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:greeter';

async function start() {
  const room = await machineRoom();
  const deployer = new Deployer({
    ...room,
    allowUnsupported: false,
    resourceTypes: () => room.door.services().flatMap(({ resources }) => resources),
  });
  return {
    ...room,
    describe: () => room.call<DescribeStateMachineOutput>('DescribeStateMachine', { stateMachineArn }),
    async deploy(Resources: Record<string, unknown>, Outputs: Record<string, unknown> = {}) {
      await deployer.deploy(assemblyOf({ app: { Resources, Outputs } }));
      return deployer.outputs().app;
    },
  };
}

afterAll(removeAssemblies);

describe('AWS::StepFunctions::StateMachine', () => {
  test('makes a state machine with all that a template says of it', async () => {
    const it = await start();
    const logGroupArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/greeter:*';
    const outputs = await it.deploy(
      machine({
        StateMachineType: 'EXPRESS',
        LoggingConfiguration: {
          Level: 'ALL',
          IncludeExecutionData: 'true',
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: logGroupArn } }],
        },
        TracingConfiguration: { Enabled: true },
        Tags: [{ Key: 'team', Value: 'loom' }],
      }),
      OUTPUTS,
    );
    expect(outputs).toEqual({ Ref: stateMachineArn, Arn: stateMachineArn, Name: 'greeter', Revision: 'INITIAL' });
    await expect(it.describe()).resolves.toMatchObject({
      type: 'EXPRESS',
      status: 'ACTIVE',
      roleArn: ROLE,
      definition: JSON.stringify(GREET),
      loggingConfiguration: {
        level: 'ALL',
        includeExecutionData: true,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn } }],
      },
      tracingConfiguration: { enabled: true },
    });
    const { tags } = await it.call<ListTagsForResourceOutput>('ListTagsForResource', { resourceArn: stateMachineArn });
    expect(tags).toContainEqual({ key: 'team', value: 'loom' });
  });

  test('fills in the substitutions of a definition that is text, leaving placeholders that have none', async () => {
    const it = await start();
    const DefinitionString = JSON.stringify(only({ Type: 'Pass', Result: '${word} ${other}' }));
    await it.deploy(machine({ DefinitionString, DefinitionSubstitutions: { word: 'hi' } }));
    const { definition } = await it.describe();
    expect(definition).toContain('"hi ${other}"');
  });

  test('takes the definition as an object', async () => {
    const it = await start();
    await it.deploy(machine({ DefinitionString: undefined, Definition: GREET }));
    expect(JSON.parse((await it.describe()).definition ?? '')).toEqual(GREET);
  });

  test('reads the definition from an asset', async () => {
    const it = await start();
    const type = it.stepFunctions.resources.find(({ type }) => type === 'AWS::StepFunctions::StateMachine');
    const path = join(mkdtempSync(join(tmpdir(), 'telar-asset-')), 'definition.asl.json');
    writeFileSync(path, JSON.stringify(GREET));
    const properties = type?.schema.parse({
      StateMachineName: 'greeter',
      RoleArn: ROLE,
      DefinitionS3Location: { Bucket: 'assets', Key: 'abc.json' },
    }) as never;
    await type?.create(properties, {
      account: it.account,
      stackName: 'app',
      stackId: 'app',
      logicalId: 'Machine',
      assets: { locate: (bucket, key) => (bucket === 'assets' && key === 'abc.json' ? path : undefined) },
      generateName: () => 'unused',
    });
    expect((await it.describe()).definition).toBe(JSON.stringify(GREET));
  });

  test('is refused with a definition that does not hold, as AWS words it', async () => {
    const it = await start();
    const DefinitionString = JSON.stringify(only({ Type: 'Pass', Next: 'Nowhere', End: undefined }));
    await expect(it.deploy(machine({ DefinitionString }))).rejects.toThrow(
      /MISSING_TRANSITION_TARGET: Missing 'Next' target: Nowhere/,
    );
  });

  test('is refused with a property that it does not have', async () => {
    const it = await start();
    await expect(it.deploy(machine({ Colour: 'red' }))).rejects.toThrow(/Colour/);
  });

  test('gets a new revision when the template changes, which executions that run do not see', async () => {
    const it = await start();
    const waiting = {
      StartAt: 'A',
      States: { A: { Type: 'Wait', Seconds: 5, Next: 'B' }, B: { Type: 'Pass', Result: 1, End: true } },
    };
    await it.deploy(machine({ Definition: waiting, DefinitionString: undefined }));
    const executionArn = await it.start(stateMachineArn);
    await settle();
    const outputs = await it.deploy(machine({ Tags: [{ Key: 'k', Value: 'v' }] }), OUTPUTS);
    expect(outputs?.Revision).not.toBe('INITIAL');
    expect((await it.describe()).definition).toBe(JSON.stringify(GREET));
    it.clock.advance?.(5_000);
    await expect(it.ended(executionArn)).resolves.toMatchObject({ status: 'SUCCEEDED', output: '1' });
  });

  test('is replaced when its type changes, and gone when the template no longer has it', async () => {
    const it = await start();
    await it.deploy(machine({ StateMachineName: undefined }));
    await it.deploy(machine({ StateMachineName: undefined, StateMachineType: 'EXPRESS' }));
    const list = async () => (await it.call<ListStateMachinesOutput>('ListStateMachines', {})).stateMachines;
    await expect(list()).resolves.toEqual([expect.objectContaining({ type: 'EXPRESS' })]);
    await it.deploy({ Worker: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'worker' } } });
    await expect(list()).resolves.toEqual([]);
  });

  test('cannot be made again while executions of the one before still end', async () => {
    const it = await start();
    const worker = { Worker: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'worker' } } };
    const waiting = JSON.stringify(only({ Type: 'Wait', Seconds: 60 }));
    await it.deploy({ ...worker, ...machine({ DefinitionString: waiting }) });
    await it.start(stateMachineArn);
    await settle();
    await it.deploy(worker);
    await expect(it.deploy({ ...worker, ...machine() })).rejects.toThrow(/State Machine is being deleted/);
    it.clock.advance?.(60_000);
    await settle();
    await expect(it.deploy({ ...worker, ...machine() })).resolves.toBeDefined();
  });
});

describe('The other resource types', () => {
  test('make an activity', async () => {
    const it = await start();
    const outputs = await it.deploy(
      { Worker: { Type: 'AWS::StepFunctions::Activity', Properties: { Name: 'worker' } } },
      { Ref: { Value: { Ref: 'Worker' } }, Name: { Value: { 'Fn::GetAtt': ['Worker', 'Name'] } } },
    );
    const activityArn = 'arn:aws:states:us-east-1:000000000000:activity:worker';
    expect(outputs).toEqual({ Ref: activityArn, Name: 'worker' });
    const { activities } = await it.call<ListActivitiesOutput>('ListActivities', {});
    expect(activities).toEqual([expect.objectContaining({ activityArn })]);
  });

  test('publish a version and point an alias at it', async () => {
    const it = await start();
    await it.deploy({
      ...machine(),
      Version: {
        Type: 'AWS::StepFunctions::StateMachineVersion',
        Properties: { StateMachineArn: { Ref: 'Machine' }, Description: 'the first' },
      },
      Alias: {
        Type: 'AWS::StepFunctions::StateMachineAlias',
        Properties: {
          Name: 'live',
          RoutingConfiguration: [{ StateMachineVersionArn: { Ref: 'Version' }, Weight: 100 }],
        },
      },
    });
    const alias = await it.call<DescribeStateMachineAliasOutput>('DescribeStateMachineAlias', {
      stateMachineAliasArn: `${stateMachineArn}:live`,
    });
    expect(alias.routingConfiguration).toEqual([{ stateMachineVersionArn: `${stateMachineArn}:1`, weight: 100 }]);
    const executionArn = await it.start(`${stateMachineArn}:live`);
    await expect(it.ended(executionArn)).resolves.toMatchObject({ output: '"hello"' });
  });
});
