import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiGatewayV2Client, CreateApiCommand, UpdateStageCommand } from '@aws-sdk/client-apigatewayv2';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { seed } from './seed.ts';
import { startEmulator } from './support/emulator.ts';
import { row, spread } from './support/figures.ts';
import { type Gets, getsPerSecond, latencies } from './support/http-gets.ts';
import { cannedServer } from './support/http-load.ts';

const PATHS = ['/stats', '/logs?level=ERROR', '/images'];
const FEW = { logs: 100, images: 100 };
/** BENCH_LOGS and BENCH_IMAGES make a shorter run. */
const MANY = {
  logs: Number(process.env.BENCH_LOGS ?? 1_000_000),
  images: Number(process.env.BENCH_IMAGES ?? 100_000),
};
/** A p99 needs some hundreds; rounds take turns, so that a noisy moment of the machine does not fall on one path alone. */
const ROUNDS = 5;
const REQUESTS_A_ROUND = 120;
const WARM_UP_REQUESTS = 40;
const CONNECTIONS = 8;
const SECONDS = 5;

/** What reads over HTTP take with few rows and with many, and how many a second there are beside a canned answer through the same door. */
export async function* httpApi(): AsyncGenerator<string> {
  const data = mkdtempSync(join(tmpdir(), 'telar-bench-'));
  const canned = await cannedServer();
  const emulator = await startEmulator(['--data-dir', data]);
  const clients = clientsOf(emulator.endpoint);
  try {
    const { endpoint } = emulator;
    const { url, headers } = await signIn(clients);
    const asks = PATHS.map((path) => ({ path, url: `${url}${path}`, headers }));
    await seed({ endpoint, ...FEW });
    const few = await measure(asks);
    const seeding = performance.now();
    await seed({ endpoint, ...MANY });
    const seedSeconds = (performance.now() - seeding) / 1_000;
    const recountSeconds = await reconcile(clients.sfn);
    const many = await measure(asks);
    yield `${MANY.logs} logs and ${MANY.images} images seeded in ${seedSeconds.toFixed(0)} s, recounted in ${recountSeconds.toFixed(0)} s, ${Math.round(emulator.memory())} MB after`;
    for (const { path } of asks) yield* comparison(path, few.get(path) ?? [], many.get(path) ?? []);
    await unthrottle(url, clients.apiGateway);
    yield* await throughputs(asks, canned.endpoint, endpoint, clients.apiGateway);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
    canned.stop();
    await emulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

function clientsOf(endpoint: string) {
  const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } };
  return {
    apiGateway: new ApiGatewayV2Client(options),
    cloudFormation: new CloudFormationClient(options),
    cognito: new CognitoIdentityProviderClient(options),
    sfn: new SFNClient(options),
  };
}

type Clients = ReturnType<typeof clientsOf>;

/** As the user that the dev stage comes with. */
async function signIn({ cloudFormation, cognito }: Clients): Promise<Gets> {
  const outputOf = async (capability: string, key: string) => {
    const { Stacks: [stack] = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: `telar-dev-${capability}` }),
    );
    return stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  };
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId: await outputOf('identity', 'UserPoolClientId'),
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: {
        USERNAME: await outputOf('identity', 'DemoUserEmail'),
        PASSWORD: await outputOf('identity', 'DemoUserPassword'),
      },
    }),
  );
  const url = (await outputOf('api', 'ApiUrl')).replace('localhost', '127.0.0.1');
  return { url, headers: { authorization: `Bearer ${AuthenticationResult?.IdToken}` } };
}

async function measure(asks: readonly (Gets & { readonly path: string })[]): Promise<Map<string, number[]>> {
  const taken = new Map<string, number[]>(asks.map(({ path }) => [path, []]));
  for (const ask of asks) await latencies(ask, WARM_UP_REQUESTS);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const ask of asks) taken.get(ask.path)?.push(...(await latencies(ask, REQUESTS_A_ROUND)));
  }
  for (const all of taken.values()) all.sort((a, b) => a - b);
  return taken;
}

function comparison(path: string, few: readonly number[], many: readonly number[]): string[] {
  const at = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return [0.5, 0.99].map((share) => {
    const [before, after] = [at(few, share), at(many, share)];
    const label = `${path}, p${share * 100}`.padEnd(30);
    return `${label}${before.toFixed(1)} ms with few, ${after.toFixed(1)} ms with many: ${(after / before).toFixed(2)} ×`;
  });
}

/** What a stage lets through in a second says nothing of what the machine can do. */
async function unthrottle(url: string, apiGateway: ApiGatewayV2Client): Promise<void> {
  const [, ApiId] = /execute-api\/([^/]+)/.exec(url) ?? [];
  const limits = { ThrottlingBurstLimit: 5_000, ThrottlingRateLimit: 10_000 };
  await apiGateway.send(new UpdateStageCommand({ ApiId, StageName: '$default', DefaultRouteSettings: limits }));
}

async function throughputs(
  asks: readonly Gets[],
  canned: string,
  endpoint: string,
  apiGateway: ApiGatewayV2Client,
): Promise<string[]> {
  const { ApiId } = await apiGateway.send(
    new CreateApiCommand({ Name: 'bench', ProtocolType: 'HTTP', Target: canned }),
  );
  const throughDoor = { url: `${endpoint}/execute-api/${ApiId}/`, headers: {} };
  const perSecond = (gets: Gets) => getsPerSecond(gets, CONNECTIONS, SECONDS);
  const door = await perSecond(throughDoor);
  const lines = [
    row('canned answer, node:http', spread([await perSecond({ url: canned, headers: {} })]), '/s'),
    row('canned answer through the same door', spread([door]), '/s'),
  ];
  for (const [index, path] of PATHS.entries()) {
    const ask = asks[index];
    if (!ask) continue;
    const answered = await perSecond(ask);
    lines.push(row(path, spread([answered]), '/s'), row('  beside the canned answer', spread([answered / door]), '×'));
  }
  return lines;
}

/** @returns how many seconds it took */
async function reconcile(sfn: SFNClient): Promise<number> {
  const start = performance.now();
  const stateMachineArn = 'arn:aws:states:us-east-1:000000000000:stateMachine:telar-dev-reconcile';
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn }));
  for (;;) {
    const { status, cause } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status === 'SUCCEEDED') return (performance.now() - start) / 1_000;
    if (status !== 'RUNNING') throw new Error(`reconcile: ${status} ${cause}`);
    await wait(250);
  }
}
