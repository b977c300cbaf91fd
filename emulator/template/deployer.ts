import { createHash } from 'node:crypto';
import type { Door } from '../door/door.ts';
import type { Account } from '../runtime/account.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Ids } from '../runtime/ids.ts';
import { localUrls, personalEndpoint } from '../runtime/local-urls.ts';
import type { Store } from '../runtime/store.ts';
import type { Assembly, AssemblyStack } from './assembly.ts';
import { deployAssembly, inputOf } from './deploy-assembly.ts';
import { type OnProgress, progressListener } from './deploy-progress.ts';
import { ParameterReader } from './parameter-reader.ts';
import { PlannedStacks } from './planned-stacks.ts';
import { type Problem, TemplateProblemsError } from './problem.ts';
import type { ResourceType } from './resource-type.ts';
import { ResourceTypes } from './resource-types.ts';
import { deployedStacks } from './stacks/deployed-stacks.ts';
import { ResourceDriver } from './stacks/resource-driver.ts';
import type { StackEngine } from './stacks/stack-engine.ts';
import type { StackNote } from './stacks/stack-input.ts';
import { NO_ASSETS, StackOperations } from './stacks/stack-operations.ts';
import type { StackRecord } from './stacks/stack-record.ts';
import { StackRecorder } from './stacks/stack-recorder.ts';
import { StackStore } from './stacks/stack-store.ts';

export interface DeployerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  /** Asked once, at the first deployment: by then all services are there. */
  readonly resourceTypes: () => readonly ResourceType[];
  /** Lets placeholders stand for resources of unknown types, and leaves unknown properties out; default false. */
  readonly allowUnsupported?: boolean;
  /** Base URL of the emulator, to which the URLs of APIs point that leave a template; without it they stay AWS's. */
  readonly endpoint?: () => string;
  /** Where distributions are served, by their domain name. */
  readonly site?: (domainName: string) => string | undefined;
}

export interface AssemblyCheck {
  /** All of what stands against a deployment; it cannot be begun unless this is empty. */
  readonly problems: readonly Problem[];
  /** What `allowUnsupported` lets pass. */
  readonly allowed: readonly Problem[];
}

/** Deploys cloud assemblies into the emulator, and keeps what it deployed in the store. */
export class Deployer {
  readonly stacks: StackStore;
  readonly operations: StackOperations;
  readonly #options: DeployerOptions;
  readonly #stop = new AbortController();
  #engine: StackEngine | undefined;
  #deploying: Promise<unknown> = Promise.resolve();

  constructor(options: DeployerOptions) {
    this.#options = options;
    this.stacks = new StackStore(options.store);
    this.operations = new StackOperations(() => this.engine(), { allowUnsupported: options.allowUnsupported ?? false });
  }

  /** Aborted when the deployer is told to stop. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  engine(): StackEngine {
    this.#engine ??= this.#createEngine();
    return this.#engine;
  }

  /** Looks at every stack that is not deployed as it stands, without deploying anything. */
  async check(assembly: Assembly): Promise<AssemblyCheck> {
    return this.#check(assembly, await this.#upToDate(assembly));
  }

  /**
   * Brings all stacks of an assembly to their templates, in order, then deletes the stacks that the same application
   * had before and has no longer. Where nothing has changed, nothing is done.
   *
   * @param application tells the stacks of one application from those of another; default: the assembly's directory
   * @throws TemplateProblemsError before anything is touched; DeployError after the rollback of the stack that failed
   */
  deploy(
    assembly: Assembly,
    onProgress: OnProgress = () => undefined,
    { application = assembly.directory }: { application?: string } = {},
  ): Promise<void> {
    // One at a time: a change that is saved while another is deployed waits for that.
    const deployed = this.#deploying.then(() => this.#deploy(assembly, onProgress, application));
    this.#deploying = deployed.catch(() => undefined);
    return deployed;
  }

  async #deploy(assembly: Assembly, onProgress: OnProgress, application: string): Promise<void> {
    const upToDate = await this.#upToDate(assembly);
    const { problems, allowed } = await this.#check(assembly, upToDate);
    if (problems.length > 0) throw new TemplateProblemsError(problems);
    for (const problem of allowed) onProgress({ kind: 'note', ...noteOf(problem) });
    for (const note of this.#foreignEnvironments(assembly)) onProgress({ kind: 'note', ...note });
    await deployAssembly(assembly, {
      application,
      upToDate: new Set(upToDate.keys()),
      fingerprint: (stack) => this.#fingerprint(stack),
      clock: this.#options.clock,
      stacks: this.stacks,
      operations: this.operations,
      onProgress,
    });
  }

  /** Values by stack and output name. */
  outputs(): Record<string, Record<string, string>> {
    return Object.fromEntries(
      this.stacks
        .live()
        .map(({ name, details }) => [
          name,
          Object.fromEntries(details.outputs.map(({ key, value }) => [key, this.#localUrls(value)])),
        ]),
    );
  }

  /** Deletes every stack, the newest first. */
  async destroy(onProgress: OnProgress = () => undefined): Promise<void> {
    const listener = progressListener(onProgress, 0);
    for (const stack of this.stacks.live().filter(({ origin }) => origin !== 'nested'))
      await this.operations.remove(stack, NO_ASSETS, listener);
  }

  /** Stops after the resource under way; the next start goes on from there. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#deploying;
    await this.operations.settle();
  }

  #localUrls(text: string): string {
    const { endpoint, site } = this.#options;
    if (!endpoint) return text;
    return localUrls(text, { endpoint: personalEndpoint(endpoint()), ...(site ? { site } : {}) });
  }

  #createEngine(): StackEngine {
    const { resourceTypes, allowUnsupported = false, account, door, clock, ids } = this.#options;
    const types = new ResourceTypes(resourceTypes());
    return {
      account,
      clock,
      ids,
      types,
      driver: new ResourceDriver({ account, types, allowUnsupported }),
      store: this.stacks,
      recorder: new StackRecorder({ store: this.stacks, clock, ids }),
      parameters: new ParameterReader(door, account),
      localUrls: (text) => this.#localUrls(text),
      signal: this.#stop.signal,
    };
  }

  /** An application that pins an account and region may have written them into names and policies. */
  #foreignEnvironments({ stacks }: Assembly): StackNote[] {
    const { id, region } = this.#options.account;
    return stacks.flatMap(({ name, environment }) => {
      const [, account = '', pinned = ''] = /^aws:\/\/([^/]*)\/(.*)$/.exec(environment) ?? [];
      const isOurs = ['unknown-account', id].includes(account) && ['unknown-region', region].includes(pinned);
      const message = `is made for ${environment}; here it is deployed to aws://${id}/${region}, whatever its template says`;
      return isOurs ? [] : [{ stackName: name, message }];
    });
  }

  async #check(assembly: Assembly, upToDate: ReadonlyMap<string, StackRecord>): Promise<AssemblyCheck> {
    const planned = new PlannedStacks(deployedStacks(this.stacks), new Set(assembly.stacks.map(({ name }) => name)));
    const problems: Problem[] = [];
    const allowed: Problem[] = [];
    for (const stack of assembly.stacks) {
      const current = upToDate.get(stack.name);
      if (current) {
        planned.add(stack.name, plannedAs(current));
        continue;
      }
      const checked = await this.operations.check(inputOf(stack, assembly), planned);
      planned.add(stack.name, checked);
      problems.push(...checked.problems);
      allowed.push(...checked.allowed);
    }
    return { problems, allowed };
  }

  /** The stacks that are deployed as the assembly says, and whose stored parameters have not changed either. */
  async #upToDate(assembly: Assembly): Promise<Map<string, StackRecord>> {
    const candidates = assembly.stacks.flatMap((stack) => {
      const current = this.stacks.find(stack.name);
      return current && isComplete(current) && current.fingerprint === this.#fingerprint(stack) ? [current] : [];
    });
    const stored = ({ details }: StackRecord) => details.parameters.filter(({ resolved }) => resolved !== undefined);
    const names = candidates.flatMap((stack) => stored(stack).map(({ value }) => value));
    const values = await this.engine().parameters.read(names);
    return new Map(
      candidates
        .filter((stack) => stored(stack).every(({ value, resolved }) => values.get(value) === resolved))
        .map((stack) => [stack.name, stack]),
    );
  }

  #fingerprint({ templateBody, parameters, tags, terminationProtection }: AssemblyStack): string {
    const { types } = this.engine();
    const { allowUnsupported = false } = this.#options;
    return createHash('sha256')
      .update(
        JSON.stringify([templateBody, parameters, tags, terminationProtection, types.fingerprint, allowUnsupported]),
      )
      .update(MENTIONS_URL.test(templateBody) ? this.#localUrls(ANY_URLS) : '')
      .digest('hex');
  }
}

/** What such a template hands out depends on the emulator's ports. */
const MENTIONS_URL = /execute-api|AWS::ApiGateway|CloudFront|Fn::ImportValue|GetStackOutput|https:\/\//;
const ANY_URLS = 'https://any.execute-api.us-east-1.amazonaws.com https://any.cloudfront.net';

const isComplete = ({ status }: StackRecord): boolean => /^(?:CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status);

const plannedAs = ({ details: { outputs } }: StackRecord) => ({
  outputs: outputs.map(({ key }) => key),
  exports: outputs.flatMap(({ exportName }) => exportName ?? []),
});

const noteOf = ({ stackName, logicalId, type, path, message }: Problem): StackNote => ({
  stackName,
  ...(logicalId === undefined ? {} : { logicalId }),
  message: [type, path, message].filter(Boolean).join(' '),
});
