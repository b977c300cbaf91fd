import type { PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { LoggingConfiguration } from '@aws-sdk/client-sfn';
import { AwsError } from '../../../emulator/door/errors.ts';
import { machineRoom, settle } from './support/machine-room.ts';

const GROUP = '/aws/vendedlogs/states/looms';

/** A log group that remembers what it is given, or that is gone. */
function logGroup({ gone = false } = {}) {
  const batches: PutLogEventsCommandInput[] = [];
  const refuse = () => {
    if (gone) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  };
  const service = {
    name: 'logs',
    sdk: '@aws-sdk/client-cloudwatch-logs',
    operations: {
      CreateLogStream: () => {
        refuse();
        return {};
      },
      PutLogEvents: (input: PutLogEventsCommandInput) => {
        refuse();
        batches.push(input);
        return {};
      },
    },
  };
  return { batches, service };
}

const logging = (level: LoggingConfiguration['level'], includeExecutionData = false): LoggingConfiguration => ({
  level,
  includeExecutionData,
  destinations: [
    { cloudWatchLogsLogGroup: { logGroupArn: `arn:aws:logs:us-east-1:000000000000:log-group:${GROUP}:*` } },
  ],
});

const FAILS = {
  StartAt: 'A',
  States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Fail', Error: 'Torn', Cause: 'the thread tore' } },
};

async function logged(loggingConfiguration: LoggingConfiguration) {
  const group = logGroup();
  const room = await machineRoom({ services: [group.service] });
  const stateMachineArn = await room.create(FAILS, { name: 'loom', loggingConfiguration });
  const executionArn = await room.start(stateMachineArn, { secret: 1 });
  await room.ended(executionArn);
  await room.stepFunctions.stop?.();
  const records = group.batches.flatMap(({ logEvents = [] }) =>
    logEvents.map(({ message = '' }) => JSON.parse(message)),
  );
  return { ...group, executionArn, records };
}

describe('The log of an execution', () => {
  test.each([
    ['ALL', ['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'FailStateEntered', 'ExecutionFailed']],
    ['ERROR', ['FailStateEntered', 'ExecutionFailed']],
    ['FATAL', ['ExecutionFailed']],
    ['OFF', []],
  ] as const)('has at level %s the events %j', async (level, types) => {
    const { records } = await logged(logging(level));
    expect(records.map(({ type }) => type)).toEqual(types);
  });

  test('is written to a stream of its state machine, in lines of JSON', async () => {
    const { batches, records, executionArn } = await logged(logging('ALL'));
    expect(batches[0]).toMatchObject({
      logGroupName: GROUP,
      logStreamName: expect.stringMatching(/^states\/loom\/\d{4}-\d\d-\d\d-\d\d-\d\d\/[0-9a-f]{8}$/),
    });
    expect(records[1]).toEqual({
      id: '2',
      type: 'PassStateEntered',
      details: { name: 'A' },
      redrive_count: '0',
      previous_event_id: '0',
      event_timestamp: expect.stringMatching(/^\d+$/),
      execution_arn: executionArn,
    });
  });

  test('has the data of the execution only where that is asked for', async () => {
    const open = await logged(logging('ALL', true));
    expect(open.records[1].details).toEqual({
      name: 'A',
      input: '{"secret":1}',
      inputDetails: { truncated: false },
    });
    const closed = await logged(logging('ALL', false));
    expect(JSON.stringify(closed.records)).not.toContain('secret');
  });

  test('is lost where its log group is gone, and the execution goes on', async () => {
    const { service } = logGroup({ gone: true });
    const room = await machineRoom({ services: [service] });
    const stateMachineArn = await room.create(FAILS, { loggingConfiguration: logging('ALL') });
    const { status } = await room.ended(await room.start(stateMachineArn));
    await settle();
    expect(status).toBe('FAILED');
    expect(room.faults).toEqual([]);
  });
});
