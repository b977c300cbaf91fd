import type {
  CreateStateMachineOutput,
  GetExecutionHistoryOutput,
  ListExecutionsOutput,
  ListStateMachinesOutput,
  UpdateStateMachineOutput,
} from '@aws-sdk/client-sfn';
import type { ManualClock } from '../../../emulator/runtime/clock.ts';
import { machineRoom, only, ROLE, settle } from './support/machine-room.ts';

const PASS = only({ Type: 'Pass' });
const definition = JSON.stringify(PASS);

describe('CreateStateMachine', () => {
  test('answers the same machine when it is called again with the same definition', async () => {
    const { call } = await machineRoom();
    const input = { name: 'twice', definition, roleArn: ROLE };
    const first = await call<CreateStateMachineOutput>('CreateStateMachine', input);
    expect(await call('CreateStateMachine', { ...input, roleArn: `${ROLE}-2` })).toEqual(first);
  });

  test('refuses another definition under the same name', async () => {
    const { call } = await machineRoom();
    await call('CreateStateMachine', { name: 'twice', definition, roleArn: ROLE });
    const other = {
      name: 'twice',
      definition: JSON.stringify(only({ Type: 'Succeed', End: undefined })),
      roleArn: ROLE,
    };
    await expect(call('CreateStateMachine', other)).rejects.toMatchObject({
      code: 'StateMachineAlreadyExists',
      message: "State Machine Already Exists: 'arn:aws:states:us-east-1:000000000000:stateMachine:twice'",
    });
  });

  test.each(['a b', 'a"b', 'a$b', 'a%b', 'a,b', 'a:b', 'x'.repeat(81)])('refuses the name %s', async (name) => {
    const { call } = await machineRoom();
    const refused = call('CreateStateMachine', { name, definition, roleArn: ROLE });
    await expect(refused).rejects.toMatchObject({ code: 'InvalidName', message: `Invalid Name: '${name}'` });
  });

  test.each([
    [{ StartAt: 'A' }, 'SCHEMA_VALIDATION_FAILED: These fields are required: [States] at /'],
    [
      { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } },
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: B at /States/A/Next, MISSING_END_STATE: Workflow has no terminal state",
    ],
    [
      { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'A' }, B: { Type: 'Pass', Next: 'A' } } },
      'MISSING_END_STATE: Workflow has no terminal state',
    ],
    [
      { StartAt: 'Z', States: { A: { Type: 'Pass', End: true } } },
      'MISSING_TRANSITION_TARGET: Missing \'Next\' target: Z at /StartAt, MISSING_TRANSITION_TARGET: State "A" is not reachable. at /States/A',
    ],
    [
      { StartAt: 'A', States: { A: { Type: 'Pass', End: true }, B: { Type: 'Pass', End: true } } },
      'MISSING_TRANSITION_TARGET: State "B" is not reachable. at /States/B',
    ],
    [
      only({ Type: 'Wait', Timestamp: 'tomorrow' }),
      'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/Only/Timestamp',
    ],
    [
      only({ Type: 'Pass', Nonsense: 1 }),
      "SCHEMA_VALIDATION_FAILED: Field 'Nonsense' is not supported at /States/Only",
    ],
    [
      only({ Type: 'Pass', QueryLanguage: 'JSONata', InputPath: '$' }),
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/Only",
    ],
    [
      only({
        Type: 'Parallel',
        QueryLanguage: 'JSONata',
        Branches: [{ StartAt: 'In', States: { In: { Type: 'Pass', Output: 1, End: true } } }],
      }),
      "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/Only/Branches[0]/States/In",
    ],
    [
      { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed', QueryLanguage: 'JSONPath' } } },
      "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
    ],
    [
      { QueryLanguage: 'JSONata', StartAt: 'A', States: { A: { Type: 'Succeed', Output: { a: ['{% 1 + %}'] } } } },
      'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/A/Output/a[0]',
    ],
    [
      only({
        Type: 'Map',
        ItemBatcher: {},
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'In',
          States: { In: { Type: 'Succeed' } },
        },
      }),
      'SCHEMA_VALIDATION_FAILED: These fields are required: [MaxItemsPerBatch] or [MaxInputBytesPerBatch] at /States/Only/ItemBatcher',
    ],
    [only({ Type: 'Wait', Seconds: -1 }), 'SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/Only/Seconds'],
    [
      only({ Type: 'Wait', Seconds: 1, SecondsPath: '$.s' }),
      'SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Seconds, SecondsPath] at /States/Only',
    ],
    [
      only({ Type: 'Pass', Assign: { states: 1, 'a-b.$': '$.x', fine: 1 } }),
      "SCHEMA_VALIDATION_FAILED: The variable name 'states' is reserved at /States/Only/Assign, SCHEMA_VALIDATION_FAILED: The variable name 'a-b' is not an identifier at /States/Only/Assign",
    ],
  ])('says where a definition is wrong: %j', async (wrong, message) => {
    const { create } = await machineRoom();
    await expect(create(wrong)).rejects.toMatchObject({
      code: 'InvalidDefinition',
      message: `Invalid State Machine Definition: '${message}'`,
    });
  });

  test('refuses a role that is no ARN, a type and a log level that there are not', async () => {
    const { call } = await machineRoom();
    const create = (more: object) => call('CreateStateMachine', { name: 'x', definition, roleArn: ROLE, ...more });
    await expect(create({ roleArn: 'role' })).rejects.toMatchObject({ code: 'InvalidArn' });
    await expect(create({ type: 'SLOW' })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining('Member must satisfy enum value set: [STANDARD, EXPRESS]'),
    });
    await expect(create({ loggingConfiguration: { level: 'SOME' } })).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("at 'loggingConfiguration.level'"),
    });
  });

  test('refuses text that is no JSON', async () => {
    const { call } = await machineRoom();
    const refused = call('CreateStateMachine', { name: 'x', definition: '{"StartAt": A}', roleArn: ROLE });
    await expect(refused).rejects.toThrow("INVALID_JSON_DESCRIPTION: Unrecognized token 'A'");
  });
});

describe('UpdateStateMachine', () => {
  test('gives a new revision, which executions that run do not see', async () => {
    const room = await machineRoom();
    const machine = await room.create(only({ Type: 'Wait', Seconds: 5 }));
    const running = await room.start(machine);
    const changed = JSON.stringify(only({ Type: 'Pass', Result: 'new' }));
    const { revisionId } = await room.call<UpdateStateMachineOutput>('UpdateStateMachine', {
      stateMachineArn: machine,
      definition: changed,
    });
    expect(revisionId).toBeDefined();
    expect((await room.ended(await room.start(machine))).output).toBe('"new"');
    (room.clock as ManualClock).advance(5_000);
    expect((await room.ended(running)).output).toBe('{}');
    expect(await room.call('DescribeStateMachineForExecution', { executionArn: running })).not.toHaveProperty(
      'revisionId',
    );
  });

  test('keeps the revision when nothing differs', async () => {
    const { call, create } = await machineRoom();
    const stateMachineArn = await create(PASS);
    expect(await call('UpdateStateMachine', { stateMachineArn, definition })).not.toHaveProperty('revisionId');
  });
});

describe('StartExecution', () => {
  test('answers the same execution for the same name and input while it runs', async () => {
    const room = await machineRoom();
    const machine = await room.create(only({ Type: 'Wait', Seconds: 5 }));
    const first = await room.start(machine, { a: 1 }, { name: 'one' });
    expect(await room.start(machine, { a: 1 }, { name: 'one' })).toBe(first);
    await expect(room.start(machine, { a: 2 }, { name: 'one' })).rejects.toMatchObject({
      code: 'ExecutionAlreadyExists',
      message: `Execution Already Exists: '${first}'`,
    });
    (room.clock as ManualClock).advance(5_000);
    await room.ended(first);
    await expect(room.start(machine, { a: 1 }, { name: 'one' })).rejects.toMatchObject({
      code: 'ExecutionAlreadyExists',
    });
  });

  test.each([
    [
      'not some json',
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ["{'not': 'json'", "Unexpected character (''' (code 39)): was expecting double-quote to start field name"],
    ['', 'Invalid execution input.'],
  ])('refuses the input %j', async (input, why) => {
    const { call, create } = await machineRoom();
    await expect(call('StartExecution', { stateMachineArn: await create(PASS), input })).rejects.toMatchObject({
      code: 'InvalidExecutionInput',
      message: `Invalid State Machine Execution Input: '${why}'`,
    });
  });

  test('runs the version that an alias points to', async () => {
    const room = await machineRoom();
    const machine = await room.create(only({ Type: 'Pass', Result: 1 }), { publish: true });
    await room.call('UpdateStateMachine', {
      stateMachineArn: machine,
      definition: JSON.stringify(only({ Type: 'Pass', Result: 2 })),
    });
    const routingConfiguration = [{ stateMachineVersionArn: `${machine}:1`, weight: 100 }];
    await room.call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
    const described = await room.ended(await room.start(`${machine}:live`));
    expect(described).toMatchObject({
      output: '1',
      stateMachineAliasArn: `${machine}:live`,
      stateMachineVersionArn: `${machine}:1`,
    });
    expect((await room.ended(await room.start(machine))).output).toBe('2');
  });
});

describe('StartSyncExecution', () => {
  test('answers the outcome of an Express execution with what is billed', async () => {
    const room = await machineRoom();
    const stateMachineArn = await room.create(only({ Type: 'Pass', Result: 'x' }), { type: 'EXPRESS' });
    expect(await room.call('StartSyncExecution', { stateMachineArn })).toMatchObject({
      status: 'SUCCEEDED',
      output: '"x"',
      billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 },
    });
  });

  test('refuses a Standard state machine', async () => {
    const room = await machineRoom();
    await expect(room.call('StartSyncExecution', { stateMachineArn: await room.create(PASS) })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
  });
});

describe('Lists', () => {
  test('go on where the page before ended, newest executions first', async () => {
    const room = await machineRoom();
    const stateMachineArn = await room.create(PASS);
    const started: string[] = [];
    for (const name of ['a', 'b', 'c']) started.unshift(await room.start(stateMachineArn, {}, { name }));
    const first = await room.call<ListExecutionsOutput>('ListExecutions', { stateMachineArn, maxResults: 2 });
    const { nextToken } = first;
    const second = await room.call<ListExecutionsOutput>('ListExecutions', {
      stateMachineArn,
      maxResults: 2,
      nextToken,
    });
    const all = [...(first.executions ?? []), ...(second.executions ?? [])];
    expect(all.map(({ executionArn }) => executionArn)).toEqual(started);
    expect(second.nextToken).toBeUndefined();
  });

  test('of executions show those of a status', async () => {
    const room = await machineRoom();
    const stateMachineArn = await room.create(only({ Type: 'Wait', Seconds: 5 }));
    await room.start(stateMachineArn);
    const list = (statusFilter: string) =>
      room.call<ListExecutionsOutput>('ListExecutions', { stateMachineArn, statusFilter });
    expect((await list('RUNNING')).executions).toHaveLength(1);
    expect((await list('SUCCEEDED')).executions).toHaveLength(0);
    await expect(list('running')).rejects.toThrow(
      'Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]',
    );
  });

  test.each([
    [
      { maxResults: 1_001 },
      "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
    ],
    [{ nextToken: 'x'.repeat(1_025) }, 'Member must have length less than or equal to 1024'],
    [{ nextToken: 'made-up' }, "Invalid Token: 'Invalid token'"],
  ])('refuse a wrong page: %j', async (page, message) => {
    const { call } = await machineRoom();
    await expect(call<ListStateMachinesOutput>('ListStateMachines', page)).rejects.toThrow(message);
  });
});

describe('GetExecutionHistory', () => {
  test('answers pages in either order, with data or without', async () => {
    const room = await machineRoom();
    const { executionArn } = await room.run(PASS, { secret: 1 });
    const page = (input: object) =>
      room.call<GetExecutionHistoryOutput>('GetExecutionHistory', { executionArn, ...input });
    const last = await page({ reverseOrder: true, maxResults: 3 });
    expect(last.events?.map(({ id }) => id)).toEqual([4, 3, 2]);
    const first = await page({ reverseOrder: true, maxResults: 3, nextToken: last.nextToken });
    expect(first.events?.map(({ id }) => id)).toEqual([1]);
    expect(first.nextToken).toBeUndefined();
    expect(JSON.stringify(await page({ includeExecutionData: false }))).not.toContain('secret');
  });
});

describe('DeleteStateMachine', () => {
  test('lets what runs end at its next transition, and is DELETING until then', async () => {
    const room = await machineRoom();
    const definitionOfTwo = {
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 5, Next: 'Never' }, Never: { Type: 'Pass', End: true } },
    };
    const stateMachineArn = await room.create(definitionOfTwo);
    const arn = await room.start(stateMachineArn);
    await room.call('DeleteStateMachine', { stateMachineArn });
    expect(await room.call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ status: 'DELETING' });
    await expect(room.start(stateMachineArn)).rejects.toMatchObject({ code: 'StateMachineDeleting' });
    (room.clock as ManualClock).advance(5_000);
    expect((await room.ended(arn)).status).toBe('ABORTED');
    await settle();
    await expect(room.call('DescribeStateMachine', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineDoesNotExist',
    });
  });
});

describe('Events on the default bus', () => {
  test('tell when an execution starts and ends', async () => {
    const room = await machineRoom();
    const { executionArn } = await room.run(PASS, { a: 1 });
    expect(room.busEvents.map(({ detailType, resources, detail }) => [detailType, resources, detail.status])).toEqual([
      ['Step Functions Execution Status Change', [executionArn], 'RUNNING'],
      ['Step Functions Execution Status Change', [executionArn], 'SUCCEEDED'],
    ]);
    expect(room.busEvents[0]?.detail).toMatchObject({ input: '{"a":1}', output: null, stopDate: null, error: null });
  });
});

describe('ARNs', () => {
  test('that are none are named in the answer', async () => {
    const { call } = await machineRoom();
    await expect(call('DescribeStateMachine', { stateMachineArn: 'nonsense' })).rejects.toMatchObject({
      code: 'InvalidArn',
      message: "Invalid Arn: 'Invalid ARN prefix: nonsense'",
    });
  });
});

describe('DescribeStateMachine', () => {
  test.each([
    [{ level: 'OFF', includeExecutionData: false }, undefined],
    [{ level: 'OFF', includeExecutionData: false, destinations: [] }, { destinations: [] }],
  ])('shows %j where logging is given as %j', async (shown, loggingConfiguration) => {
    const { call } = await machineRoom();
    const input = { name: 'quiet', definition, roleArn: ROLE, loggingConfiguration };
    const { stateMachineArn } = await call<CreateStateMachineOutput>('CreateStateMachine', input);
    expect(await call('DescribeStateMachine', { stateMachineArn })).toMatchObject({ loggingConfiguration: shown });
  });

  test('lists the variables that each state refers to', async () => {
    const room = await machineRoom();
    const stateMachineArn = await room.create({
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { x: 1, y: 2 }, Next: 'Path' },
        Path: { Type: 'Pass', Parameters: { 'sum.$': 'States.MathAdd($x, $y)', 'whole.$': '$' }, Next: 'Expression' },
        Expression: {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Output: "{% ($z := $x; $map([1], function($v) { $v + $z + $y }); '$no') %}",
          End: true,
        },
      },
    });
    expect(await room.call('DescribeStateMachine', { stateMachineArn })).toMatchObject({
      variableReferences: { Path: ['x', 'y'], Expression: ['x', 'y'] },
    });
  });
});
