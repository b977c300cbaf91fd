import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Door } from '../../../door/door.ts';
import { AwsError } from '../../../door/errors.ts';
import type { Identities } from '../../../door/identities.ts';
import type { Principal } from '../../../door/principal.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { SegmentSink } from '../../../runtime/segments.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { type FunctionVersion, LATEST } from '../functions/function-record.ts';
import { nodeVersionOf } from '../functions/runtimes.ts';
import { FunctionLog } from '../logging/function-log.ts';
import { platformLines } from '../logging/platform-lines.ts';
import { type BootstrapFiles, bootstrapFiles } from './bootstrap-files.ts';
import { Environment, type EnvironmentSpec } from './environment.ts';
import { startProcess } from './environment-process.ts';
import { environmentVariables } from './environment-variables.ts';
import { EnvironmentPool, type Pooled } from './pool.ts';
import { Standby } from './standby.ts';

/** A started environment with its log. */
export interface Lease extends Pooled {
  readonly log: FunctionLog;
  /** How often it was handed out. */
  uses: number;
  /** Starts a process for whoever needs one like this next. */
  readonly standBy: () => void;
}

export interface EnvironmentsOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly wall: Clock;
  readonly ids: Ids;
  readonly door: Door;
  readonly identities: Identities;
  readonly trace: Trace;
  readonly segments: SegmentSink;
  readonly endpoint: () => string;
  readonly allowNetwork: boolean;
}

/** An environment that nobody asked for so long is ended: AWS keeps them a few minutes, here memory counts for more. */
const IDLE_MILLISECONDS = 60_000;
/** More than these are not kept without work; each holds some 20 MB of its own. */
const KEPT_ENVIRONMENTS = 16;
/** What is left of the keys' life when an environment is not used again; an invocation lasts 15 minutes at most. */
const KEY_MARGIN_MILLISECONDS = 16 * 60_000;

/** A file beside whose `node_modules` the AWS SDK lies. */
const RUNTIME_MODULES = fileURLToPath(new URL('./environments.ts', import.meta.url));

/** Starts, keeps and ends the environments of all functions. */
export class Environments {
  readonly #options: EnvironmentsOptions;
  readonly #pool: EnvironmentPool<Lease>;
  readonly #standby: Standby;
  /** Counts how often a function's code changed under it. */
  readonly #generations = new Map<string, number>();

  constructor(options: EnvironmentsOptions) {
    this.#options = options;
    this.#standby = new Standby(options.wall);
    this.#pool = new EnvironmentPool({
      wall: options.wall,
      eager: availableParallelism(),
      kept: KEPT_ENVIRONMENTS,
      idleMilliseconds: IDLE_MILLISECONDS,
    });
  }

  /** How many processes there are. */
  get size(): number {
    return this.#pool.size;
  }

  /** @throws AwsError AccessDeniedException when the role can't be assumed */
  acquire(version: FunctionVersion, signal?: AbortSignal): Promise<Lease> {
    return this.#pool.acquire(this.#key(version), () => this.#start(version), signal);
  }

  release(lease: Lease): void {
    if (lease.uses === 1) lease.standBy();
    this.#pool.release(lease);
  }

  /** Lets further invocations start anew; those under way end in their old environment. */
  renew(functionName: string, version = LATEST): void {
    const prefix = `${functionName}:${version}:`;
    this.#generations.set(prefix, (this.#generations.get(prefix) ?? 0) + 1);
    this.#pool.retire((key) => key.startsWith(prefix));
  }

  /** Ends all environments of a function, busy or not. */
  remove(functionName: string, version?: string): void {
    const prefix = version === undefined ? `${functionName}:` : `${functionName}:${version}:`;
    this.#pool.kill((key) => key.startsWith(prefix));
  }

  close(): void {
    this.#standby.close();
    this.#pool.close();
  }

  #key({ functionName, version, revisionId }: FunctionVersion): string {
    const prefix = `${functionName}:${version}:`;
    return `${prefix}${revisionId}:${this.#generations.get(prefix) ?? 0}`;
  }

  async #start(version: FunctionVersion): Promise<Lease> {
    const { clock, wall, door, trace, allowNetwork } = this.#options;
    const principal = this.#assume(version);
    const stream = this.#streamName(version);
    const log = new FunctionLog({ door, clock, trace, principal, group: version.logging.group, stream });
    const bootstrap = await bootstrapFiles();
    const { spec, keysExpireAt } = this.#spec(version, principal, stream, bootstrap);
    log.line(platformLines(version.logging.format).initStart(`nodejs:${nodeVersionOf(version.runtime)}.emulated`));
    const kind = {
      memoryMegabytes: version.memoryMegabytes,
      allowNetwork,
      nodeOptions: version.variables.NODE_OPTIONS,
    };
    const environment = new Environment({
      spec,
      child: this.#standby.take(kind) ?? startProcess(kind, bootstrap),
      wall,
      onLine: (line) => log.line(line),
    });
    const fresh = () => keysExpireAt - clock.now() > KEY_MARGIN_MILLISECONDS;
    // Once this one has its function: what stands by may not slow down what is waited for.
    const standBy = () => this.#standby.prepare(kind, bootstrap);
    return { environment, log, uses: 0, fresh, standBy, close: () => void log.flush() };
  }

  #spec(version: FunctionVersion, principal: Principal, logStream: string, bootstrap: BootstrapFiles) {
    const { account, identities, endpoint, segments } = this.#options;
    const credentials = identities.issueCredentials(principal);
    const traceDaemon = segments.daemonAddress();
    const environment = environmentVariables({
      version,
      account,
      credentials,
      logStream,
      endpoint: endpoint(),
      ...(traceDaemon ? { traceDaemon } : {}),
    });
    const spec: EnvironmentSpec = {
      memoryMegabytes: version.memoryMegabytes,
      timeoutSeconds: version.timeoutSeconds,
      init: {
        environment,
        handler: version.handler,
        taskRoot: version.code.directory,
        layers: version.layers.map(({ directory }) => directory).reverse(),
        runtimeModules: RUNTIME_MODULES,
        nodeVersion: nodeVersionOf(version.runtime),
        logFormat: version.logging.format,
        logLevel: version.logging.applicationLevel,
        compileCache: bootstrap.compileCache,
      },
    };
    return { spec, keysExpireAt: credentials.expiresAt };
  }

  #assume({ role, functionName }: FunctionVersion): Principal {
    try {
      return this.#options.identities.assumeForService(role, 'lambda.amazonaws.com', functionName);
    } catch (cause) {
      throw new AwsError('AccessDeniedException', 'The role defined for the function cannot be assumed by Lambda.', {
        status: 403,
        cause,
      });
    }
  }

  /** `2026/01/31/[$LATEST]0123…`, one for each environment. */
  #streamName({ version }: FunctionVersion): string {
    const { clock, ids } = this.#options;
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    return `${day}/[${version}]${ids.hex(32)}`;
  }
}
