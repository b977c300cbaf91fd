import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { inTime } from '../support/waiting.ts';

const MAIN = resolve(import.meta.dirname, '../../emulator/main.js');

interface Run {
  readonly child: ChildProcess;
  /** Resolves with the port once the emulator says that it is ready. */
  ready(): Promise<number>;
  ended(): Promise<{ status: number | null; printed: string }>;
}

/** Runs the emulator as a user does, in a process and folder of its own. */
function run(directory: string, ...flags: string[]): Run {
  const child = spawn(process.execPath, [MAIN, ...flags], { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const port = new Promise<number>((resolve) => {
    const read = (chunk: Buffer) => {
      printed += chunk;
      const told = /AWS endpoint\s+http:\/\/localhost:(\d+)/.exec(printed)?.[1];
      if (told) resolve(Number(told));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const end = new Promise<{ status: number | null; printed: string }>((resolve) => {
    child.on('close', (status) => resolve({ status, printed }));
  });
  const inItsWords = () => printed;
  return {
    child,
    ready: () => inTime('the emulator to be ready', port, inItsWords),
    ended: () => inTime('the emulator to end', end, inItsWords),
  };
}

/** Writes a cloud assembly of one stack with these resources. */
function writeAssembly(directory: string, Resources: object): void {
  mkdirSync(directory, { recursive: true });
  const properties = { templateFile: 'app.template.json', stackName: 'app' };
  const artifacts = {
    app: { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties },
  };
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '40.0.0', artifacts }));
  writeFileSync(join(directory, 'app.template.json'), JSON.stringify({ Resources }));
}

const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    },
  },
};
const machine = (definition: unknown) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    StateMachineName: 'machine',
    RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
    DefinitionString: typeof definition === 'string' ? definition : JSON.stringify(definition),
  },
});

describe('npm start', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'telar-cli-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('names a port that is taken, and the flag that changes it', async () => {
    const server: Server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { status, printed } = await run(directory, '--no-app', '--ephemeral', '--port', String(port)).ended();
    server.close();
    expect(status).toBe(1);
    expect(printed).toContain(`Port ${port} is taken by another program: choose another with --port <port>.`);
  });

  it('names a flag that is wrong', async () => {
    const { status, printed } = await run(directory, '--iam', 'maybe').ended();
    expect([status, printed.trim()]).toEqual([2, '--iam is enforce, warn or off: it was given as "maybe"']);
  });

  it('says that there is no application where there is none', async () => {
    const { status, printed } = await run(directory, '--ephemeral', '--port', '0').ended();
    expect(status).toBe(1);
    expect(printed).toContain('There is no cdk.json');
  });

  it('names a resource type that it does not have, with its logical id, and deploys nothing', async () => {
    writeAssembly(join(directory, 'cdk.out'), { Cluster: { Type: 'AWS::ECS::Cluster', Properties: {} } });
    const { status, printed } = await run(directory, '--app', 'cdk.out', '--ephemeral', '--port', '0').ended();
    expect(status).toBe(1);
    expect(printed).toMatch(/^app\/Cluster AWS::ECS::Cluster: .*not supported/m);
  });

  it('names a broken workflow in one line', async () => {
    const definition = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'Nowhere' } } };
    writeAssembly(join(directory, 'cdk.out'), { Role: ROLE, Machine: machine(definition) });
    const { status, printed } = await run(directory, '--app', 'cdk.out', '--ephemeral', '--port', '0').ended();
    expect(status).toBe(1);
    const told = printed.trim().split('\n').at(-1);
    expect(told).toMatch(/app\/Machine AWS::StepFunctions::StateMachine.*Nowhere/);
  });

  it('goes on after kill -9 with what it had acknowledged, and stops cleanly when asked', async () => {
    const definition = {
      StartAt: 'Wait',
      States: { Wait: { Type: 'Wait', Seconds: 3_600, Next: 'Done' }, Done: { Type: 'Pass', End: true } },
    };
    writeAssembly(join(directory, 'cdk.out'), { Role: ROLE, Machine: machine(definition) });
    const flags = ['--app', 'cdk.out', '--data-dir', 'data', '--port', '0'];
    const clientOf = (port: number) =>
      new SFNClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: 'us-east-1',
        credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      });

    const first = run(directory, ...flags);
    const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:machine';
    const client = clientOf(await first.ready());
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input: '{"kept":true}' }));
    first.child.kill('SIGKILL');
    await first.ended();

    // An hour passes in a third of a second: the wait that was under way ends, and so does the execution.
    const second = run(directory, ...flags, '--clock', '10000');
    const again = clientOf(await second.ready());
    const finished = async (): Promise<unknown> => {
      const execution = await again.send(new DescribeExecutionCommand({ executionArn }));
      return execution.status === 'RUNNING' ? finished() : execution;
    };
    expect(await finished()).toMatchObject({ status: 'SUCCEEDED', output: '{"kept":true}' });
    const { executions } = await again.send(new ListExecutionsCommand({ stateMachineArn }));
    expect(executions).toHaveLength(1);
    second.child.kill('SIGTERM');
    expect((await second.ended()).status).toBe(0);
  });
});
