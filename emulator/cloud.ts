import { join } from 'node:path';
import { Door, type IamMode, type Quota } from './door/door.ts';
import type { Identities } from './door/identities.ts';
import type { ServiceDefinition } from './door/service.ts';
import { BrowserGuard } from './door/wire/browser-guard.ts';
import { awsHandler } from './door/wire/handler.ts';
import { type Handler, listen, type RunningServer } from './door/wire/server.ts';
import { type Account, LOCAL_ACCOUNT } from './runtime/account.ts';
import { type Blobs, fileBlobs, memoryBlobs } from './runtime/blobs.ts';
import { type Clock, systemClock } from './runtime/clock.ts';
import { type Ids, systemIds } from './runtime/ids.ts';
import { Journal } from './runtime/journal.ts';
import { openStore, type Store } from './runtime/store.ts';
import { Trace } from './runtime/trace.ts';
import { createApiGateway } from './services/apigateway/service.ts';
import { createApiGatewayManagementApi } from './services/apigatewaymanagementapi/service.ts';
import { createApiGatewayV2 } from './services/apigatewayv2/service.ts';
import { createCloudFormation } from './services/cloudformation/service.ts';
import { type CloudFront, createCloudFront } from './services/cloudfront/service.ts';
import { createCloudWatch } from './services/cloudwatch/service.ts';
import { createCognito } from './services/cognito/service.ts';
import { createDynamoDb } from './services/dynamodb/service.ts';
import { createDynamoDbStreams } from './services/dynamodbstreams/service.ts';
import { createEventBridge } from './services/eventbridge/service.ts';
import { createAuthorizer } from './services/iam/authorizer.ts';
import { Roles } from './services/iam/roles.ts';
import { createIam } from './services/iam/service.ts';
import { createIdentities } from './services/iam/sessions.ts';
import { createLambda, type LambdaService } from './services/lambda/service.ts';
import { createLex } from './services/lex/service.ts';
import { createLogs } from './services/logs/service.ts';
import { createPipes } from './services/pipes/service.ts';
import { createS3 } from './services/s3/service.ts';
import { createScheduler } from './services/scheduler/service.ts';
import { createSchemas } from './services/schemas/service.ts';
import { createSns } from './services/sns/service.ts';
import { createSqs } from './services/sqs/service.ts';
import { createSsm } from './services/ssm/service.ts';
import { createStepFunctions } from './services/stepfunctions/service.ts';
import { createSts } from './services/sts/service.ts';
import { createXRay } from './services/xray/service.ts';
import { Deployer } from './template/deployer.ts';

export interface CloudOptions {
  /** Where state is kept; undefined keeps it in memory. */
  readonly dataDirectory?: string | undefined;
  /** Default 0: a free one. */
  readonly port?: number;
  /** Where distributions are served; 0 picks a free one. Without it, they are not. */
  readonly webPort?: number | undefined;
  /** Default: the loopback addresses. */
  readonly hosts?: readonly string[] | undefined;
  /** Names that are answered to beside this machine's own, and whose pages may ask as its own may. */
  readonly allowedHosts?: readonly string[] | undefined;
  readonly iam?: IamMode;
  /** Refuses calls that come too fast; tests throttle with it. */
  readonly quota?: Quota;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly allowNetwork?: boolean;
  readonly allowUnsupported?: boolean;
}

/** A running cloud: all services behind one door, on one port. */
export interface Cloud {
  readonly account: Account;
  readonly port: number;
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  /** `http://localhost:5173`, where the first distribution is served. */
  readonly webUrl: string | undefined;
  readonly trace: Trace;
  readonly door: Door;
  readonly deployer: Deployer;
  readonly lambda: LambdaService;
  /** From now on `GET /_telar/health` answers 200. */
  ready(): void;
  close(): Promise<void>;
}

/**
 * Composes the cloud and starts to listen. Nothing is deployed yet, and health says "starting" until `ready` is called.
 *
 * @throws NodeJS.ErrnoException EADDRINUSE when the port is taken
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const { dataDirectory, clock = systemClock(), ids = systemIds, iam = 'enforce' } = options;
  const account = LOCAL_ACCOUNT;
  const store = openStore(dataDirectory);
  const blobs = dataDirectory ? fileBlobs(join(dataDirectory, 'blobs')) : memoryBlobs();
  const trace = new Trace();
  const journal = new Journal({ store, clock, trace });
  const roles = new Roles({ store, clock, ids, account });
  const identities = createIdentities({ roles, account, clock, ids });
  const authorizer = createAuthorizer({ roles, account, clock, trace });
  const guard = new BrowserGuard([...(options.hosts ?? []), ...(options.allowedHosts ?? [])]);
  const door = new Door({ account, clock, ids, trace, authorizer, iam, quota: options.quota });

  let server: RunningServer | undefined;
  let web: RunningServer | undefined;
  const endpoint = () => `http://127.0.0.1:${server?.port}`;
  const ports = {
    account,
    clock,
    ids,
    store,
    blobs,
    trace,
    journal,
    roles,
    identities,
    door,
    guard,
    endpoint,
    dataDirectory,
  };
  const cloudFront = createCloudFront(ports);
  const { lambda, services: others } = composeServices({ ...ports, allowNetwork: options.allowNetwork ?? false });
  const services = [...others, cloudFront];
  const deployer = new Deployer({
    ...ports,
    site: (domainName) => web && cloudFront.siteUrl(domainName, web.port),
    resourceTypes: () => door.services().flatMap(({ resources }) => resources),
    allowUnsupported: options.allowUnsupported ?? false,
  });
  const cloudFormation = createCloudFormation({ ...ports, deployer });
  for (const service of [...services, cloudFormation]) door.add(service);

  let status: 'starting' | 'ready' = 'starting';
  const onFault = (error: unknown) => trace.record({ kind: 'fault', at: clock.now(), where: 'http', error });
  const mounts = new Map<string, Handler>([
    ['/_telar/health', async () => health(status)],
    ...door.services().flatMap((service) => [...(service.mounts ?? [])]),
    ['', awsHandler({ door, identities, ids, guard })],
  ]);
  server = await listen({
    mounts,
    upgrades: new Map(door.services().flatMap((service) => [...(service.upgrades ?? [])])),
    port: options.port ?? 0,
    ...(options.hosts ? { hosts: options.hosts } : {}),
    guard,
    onFault,
  });
  if (options.webPort !== undefined)
    web = await serveSites(cloudFront, { port: options.webPort, hosts: options.hosts, guard, onFault }).catch(
      closing(server),
    );
  for (const service of door.services()) await service.start?.();
  journal.start();

  return {
    account,
    port: server.port,
    endpoint: endpoint(),
    webUrl: web && `http://localhost:${web.port}`,
    trace,
    door,
    deployer,
    lambda,
    ready: () => {
      status = 'ready';
    },
    async close() {
      await deployer.stop();
      await Promise.all([server?.close(), web?.close()]);
      for (const service of door.services().toReversed()) await service.stop?.();
      await journal.stop();
      store.close();
    },
  };
}

/** What services take from the runtime and from each other; each names in its own `Deps` what it needs of it. */
interface ServicePorts {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly store: Store;
  readonly blobs: Blobs;
  readonly trace: Trace;
  readonly journal: Journal;
  readonly roles: Roles;
  readonly identities: Identities;
  readonly door: Door;
  readonly guard: BrowserGuard;
  /** Known once the port is: not before the services start. */
  readonly endpoint: () => string;
  readonly dataDirectory: string | undefined;
  readonly allowNetwork: boolean;
}

/** Who needs whom: a service that is needed stands above those that need it. */
function composeServices(ports: ServicePorts): { lambda: LambdaService; services: ServiceDefinition[] } {
  const eventBridge = createEventBridge(ports);
  const { serviceEvents } = eventBridge;
  const cloudWatch = createCloudWatch({ ...ports, serviceEvents });
  const { metrics } = cloudWatch;
  const xRay = createXRay(ports);
  const { segments } = xRay;
  const dynamoDb = createDynamoDb(ports);
  const dynamoDbStreams = createDynamoDbStreams({ ...ports, tables: dynamoDb.tables, changes: dynamoDb.changes });
  const sns = createSns({ ...ports, metrics });
  const cognito = createCognito({ ...ports, outbox: sns.outbox });
  const lex = createLex(ports);
  const { issuers } = cognito;
  const apiGateway = createApiGateway({ ...ports, metrics, issuers });
  const apiGatewayV2 = createApiGatewayV2({ ...ports, metrics, issuers, otherApis: [apiGateway.restApis] });
  const lambda = createLambda({ ...ports, metrics, segments, streams: dynamoDbStreams.streams });
  const services = [
    createIam(ports),
    createSts(ports),
    eventBridge,
    createSchemas(ports),
    createScheduler(ports),
    createS3({ ...ports, serviceEvents }),
    dynamoDb,
    dynamoDbStreams,
    createSqs({ ...ports, metrics }),
    sns,
    cognito,
    createSsm({ ...ports, serviceEvents }),
    cloudWatch,
    xRay,
    createLogs({ ...ports, metrics }),
    lambda,
    createStepFunctions({ ...ports, serviceEvents, metrics }),
    createPipes({ ...ports, streams: dynamoDbStreams.streams }),
    lex.runtime,
    lex.models,
    createApiGatewayManagementApi({ ...ports, metrics, apis: apiGatewayV2.apis }),
    apiGateway,
    apiGatewayV2,
  ];
  return { lambda, services };
}

interface SiteOptions {
  readonly port: number;
  readonly hosts: readonly string[] | undefined;
  readonly guard: BrowserGuard;
  readonly onFault: (error: unknown) => void;
}

function serveSites({ edge }: CloudFront, { hosts, ...options }: SiteOptions): Promise<RunningServer> {
  return listen({ ...options, mounts: new Map([['', edge]]), ...(hosts ? { hosts } : {}) });
}

/** One port that is taken frees the other. */
function closing(server: RunningServer) {
  return async (error: unknown): Promise<never> => {
    await server.close();
    throw error;
  };
}

function health(status: 'starting' | 'ready') {
  return {
    status: status === 'ready' ? 200 : 503,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status }),
  };
}
