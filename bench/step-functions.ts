import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from '@aws-sdk/client-lambda';
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { StateMachine } from 'aws-local-stepfunctions';
import { type Emulator, startEmulator } from './support/emulator.ts';
import { repeat, row, type Spread, spread } from './support/figures.ts';
import { cannedServer, requestsPerSecond } from './support/http-load.ts';
import { Machines, passes, passMap, START_EXECUTION } from './support/machines.ts';
import { cpuMilliseconds, peakMegabytes } from './support/process-figures.ts';
import { zipOf } from './support/zip.ts';

const RUNS = 3;
const SECONDS = 3;
const CONNECTIONS = 16;
const FEW_STATES = 5;
const MANY_STATES = 105;
const ITEMS = 1_000;
const DISTRIBUTED_ITEMS = 10_000;
const WAITING_EXECUTIONS = 10_000;
const WARM_UP_EXECUTIONS = 5_000;
const LIBRARY_EXECUTIONS = 300;

/**
 * Step Functions over HTTP with a durable history, beside aws-local-stepfunctions in this process, which keeps none, and
 * beside the endpoint that `--peer` names. Each part has an emulator of its own, so that none finds the memory of another.
 */
export async function* stepFunctions({ peer }: { readonly peer?: string | undefined } = {}): AsyncGenerator<string> {
  const other = peer === undefined ? undefined : await Machines.at(peer);
  try {
    yield* await alone(furtherState);
    yield* await alone((machines, emulator) => inlineMap(machines, emulator, other));
    yield* await alone((machines) => throughput(machines, other));
    yield* await alone(waitingForTimers);
    yield* await alone(waitingForTokens);
    yield* await alone(distributedMap);
  } finally {
    other?.close();
  }
}

async function alone(part: (machines: Machines, emulator: Emulator) => Promise<string[]>): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'telar-bench-'));
  const emulator = await startEmulator(['--no-app', '--no-web', '--data-dir', data]);
  const machines = await Machines.at(emulator.endpoint);
  try {
    return await part(machines, emulator);
  } finally {
    machines.close();
    await emulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

const start = (endpoint: string, stateMachineArn: string, seconds = SECONDS) =>
  requestsPerSecond({
    endpoint,
    connections: CONNECTIONS,
    seconds,
    headers: START_EXECUTION,
    body: JSON.stringify({ stateMachineArn, input: '{"order":1}' }),
  });

/** What one Pass state more costs: the difference between long and short executions. */
async function furtherState(machines: Machines, { pid }: Emulator): Promise<string[]> {
  const few = await machines.create(passes(FEW_STATES));
  const many = await machines.create(passes(MANY_STATES));
  const cost = async (stateMachineArn: string) => {
    const before = cpuMilliseconds(pid);
    const rate = await start(machines.endpoint, stateMachineArn);
    await machines.idle(stateMachineArn);
    return (cpuMilliseconds(pid) - before) / (rate * SECONDS);
  };
  await start(machines.endpoint, many, 1);
  const ours = await repeat(RUNS, async () => perState(await cost(few), await cost(many)));
  const library = await repeat(RUNS, async () =>
    perState(await libraryCost(passes(FEW_STATES)), await libraryCost(passes(MANY_STATES))),
  );
  return [
    row('a further Pass state, CPU', spread(ours), 'µs'),
    row('  aws-local-stepfunctions, which records nothing', spread(library), 'µs'),
  ];
}

/** @param few CPU milliseconds of a short execution */
const perState = (few: number, many: number): number => ((many - few) / (MANY_STATES - FEW_STATES)) * 1_000;

/** CPU milliseconds of one execution in the library. */
async function libraryCost(definition: object): Promise<number> {
  const machine = new StateMachine(definition as ConstructorParameters<typeof StateMachine>[0]);
  const before = process.cpuUsage();
  for (let run = 0; run < LIBRARY_EXECUTIONS; run += 1) await machine.run({ order: 1 }).result;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / LIBRARY_EXECUTIONS;
}

async function inlineMap(machines: Machines, { pid }: Emulator, peer: Machines | undefined): Promise<string[]> {
  const items = Array.from({ length: ITEMS }, (_, order) => ({ order }));
  const timesAt = async (at: Machines) => {
    const arn = await at.create(passMap);
    await at.run(arn, JSON.stringify(items));
    return repeat(RUNS * 2, () => at.run(arn, JSON.stringify(items)));
  };
  const before = cpuMilliseconds(pid);
  const ours = spread(await timesAt(machines));
  const cpu = (cpuMilliseconds(pid) - before) / (RUNS * 2 + 1);
  const machine = new StateMachine(passMap as ConstructorParameters<typeof StateMachine>[0]);
  const library = spread(
    await repeat(RUNS * 2, async () => {
      const started = performance.now();
      await machine.run(items).result;
      return performance.now() - started;
    }),
  );
  return [
    row(`inline Map of ${ITEMS} items`, ours, 'ms'),
    row('  CPU', spread([cpu]), 'ms'),
    row('  aws-local-stepfunctions', library, 'ms'),
    row('  the former beside the latter', spread([ours.median / library.median]), '×'),
    ...(peer ? [row('  the peer', spread(await timesAt(peer)), 'ms')] : []),
  ];
}

/** Executions of five Pass states that are started over HTTP and have ended. */
async function throughput(machines: Machines, peer: Machines | undefined): Promise<string[]> {
  const canned = await cannedServer();
  const arn = await machines.create(passes(FEW_STATES));
  const short = await machines.create(passes(1));
  const runs = await repeat(RUNS, async () => ({
    canned: await start(canned.endpoint, arn),
    started: await start(machines.endpoint, short),
    ours: await executionsPerSecond(machines, arn),
  }));
  canned.stop();
  return [
    row(`executions of ${FEW_STATES} Pass states over HTTP`, spread(runs.map(({ ours }) => ours)), '/s'),
    row('StartExecution of a Pass state', spread(runs.map(({ started }) => started)), '/s'),
    row('  canned answer, node:http', spread(runs.map((run) => run.canned)), '/s'),
    row('  the former beside the latter', spread(runs.map((run) => run.started / run.canned)), '×'),
    ...(peer ? [row('  the peer', await peerRate(peer), '/s')] : []),
  ];
}

async function peerRate(peer: Machines): Promise<Spread> {
  const arn = await peer.create(passes(FEW_STATES));
  return spread(await repeat(RUNS, () => executionsPerSecond(peer, arn)));
}

async function executionsPerSecond(machines: Machines, stateMachineArn: string): Promise<number> {
  const started = performance.now();
  const rate = await start(machines.endpoint, stateMachineArn);
  await machines.idle(stateMachineArn);
  return (rate * SECONDS * 1_000) / (performance.now() - started);
}

const waitingForTimers = (machines: Machines, emulator: Emulator): Promise<string[]> =>
  waiting(machines, emulator, 'a timer', { Type: 'Wait', Seconds: 1_000_000, End: true });

async function waitingForTokens(machines: Machines, emulator: Emulator): Promise<string[]> {
  const sqs = new SQSClient({ endpoint: machines.endpoint, region: 'us-east-1', credentials: KEYS });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench' }));
  sqs.destroy();
  return waiting(machines, emulator, 'an answer with a token', {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Parameters: { QueueUrl, 'MessageBody.$': '$$.Task.Token' },
    End: true,
  });
}

/** What an execution costs that waits in this state. */
async function waiting(machines: Machines, emulator: Emulator, what: string, state: object): Promise<string[]> {
  const arn = await machines.create({ StartAt: 'Wait', States: { Wait: state } });
  // What starting executions needs by itself is there before the count begins.
  const done = await machines.create(passes(1));
  await startMany(machines, done, WARM_UP_EXECUTIONS);
  const before = emulator.memory();
  await startMany(machines, arn, WAITING_EXECUTIONS);
  const kilobytes = ((emulator.memory() - before) * 1_024) / WAITING_EXECUTIONS;
  return [row(`memory of an execution that waits for ${what}`, spread([kilobytes]), 'KB')];
}

const KEYS = { accessKeyId: 'x', secretAccessKey: 'x' };

async function startMany({ endpoint }: Machines, stateMachineArn: string, count: number): Promise<void> {
  let left = count;
  const body = JSON.stringify({ stateMachineArn, input: '{"order":1}' });
  const client = async () => {
    while (left-- > 0) {
      const answer = await fetch(endpoint, { method: 'POST', headers: START_EXECUTION, body });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, client));
}

/** A function for each item, in a child execution of its own. */
async function distributedMap(machines: Machines, { pid }: Emulator): Promise<string[]> {
  const FunctionName = 'bench';
  const lambda = new LambdaClient({ endpoint: machines.endpoint, region: 'us-east-1', credentials: KEYS });
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: machines.roleArn,
      Code: { ZipFile: await zipOf({ 'index.js': 'exports.handler = async ({order}) => ({order: order * 2});' }) },
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 60 }, { FunctionName });
  lambda.destroy();
  const Call = {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: { FunctionName, 'Payload.$': '$' },
    OutputPath: '$.Payload',
    End: true,
  };
  const arn = await machines.create({
    StartAt: 'Map',
    States: {
      Map: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Call',
          States: { Call },
        },
        End: true,
      },
    },
  });
  const items = Array.from({ length: DISTRIBUTED_ITEMS }, (_, order) => ({ order }));
  const before = cpuMilliseconds(pid);
  const milliseconds = await machines.run(arn, JSON.stringify(items));
  const cpu = (cpuMilliseconds(pid) - before) / DISTRIBUTED_ITEMS;
  return [
    row(`Distributed Map of ${DISTRIBUTED_ITEMS} items, a function for each`, spread([milliseconds / 1_000]), 's'),
    row('  CPU of the emulator an item', spread([cpu]), 'ms'),
    row('  memory of the emulator at its peak', spread([peakMegabytes(pid)]), 'MB'),
  ];
}
