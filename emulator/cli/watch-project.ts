import type { Cloud } from '../cloud.ts';
import { readAssembly } from '../template/assembly.ts';
import { AssetFolders } from './asset-folders.ts';
import type { CdkProject } from './cdk-project.ts';
import { isExpected } from './expected-failure.ts';
import { StandbySynthesis } from './standby.ts';
import { runBuild, synthesize } from './synthesize.ts';
import { seconds, type Terminal } from './terminal.ts';
import { watchSources } from './watch.ts';

export interface WatchedProject {
  readonly project: CdkProject;
  /** Of the assembly that is deployed. */
  readonly outdir: string;
  readonly cloud: Pick<Cloud, 'account' | 'deployer' | 'lambda'>;
  readonly terminal: Pick<Terminal, 'line' | 'good' | 'bad' | 'dim'>;
}

/**
 * Follows every change of the sources in two steps: functions have their new code as soon as it is built; then the app is synthesized
 * again and what differs is deployed. A change that does not build, synthesize or deploy leaves what is there.
 *
 * @returns how to stop
 */
export function watchProject(watched: WatchedProject): () => void {
  const { project, outdir } = watched;
  const standby = new StandbySynthesis(project, outdir);
  const update = new Update(watched, standby);
  const stopWatching = watchSources(project, (files) => update.follow(files));
  return () => {
    stopWatching();
    standby.close();
  };
}

const NAMED_FUNCTIONS = 3;

/** `a, b, c and 5 more` */
function listed(names: readonly string[]): string {
  const more = names.length - NAMED_FUNCTIONS;
  return names.slice(0, NAMED_FUNCTIONS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

class Update {
  readonly #watched: WatchedProject;
  readonly #standby: StandbySynthesis;
  #assets: AssetFolders;
  /** Changes that are not in what is deployed. */
  readonly #pending = new Set<string>();
  #deploying = false;

  constructor(watched: WatchedProject, standby: StandbySynthesis) {
    this.#watched = watched;
    this.#standby = standby;
    this.#assets = new AssetFolders(watched.outdir);
  }

  /** Ends when functions have their new code; the rest goes on by itself, once for all that changes meanwhile. */
  async follow(files: readonly string[]): Promise<void> {
    for (const file of files) this.#pending.add(file);
    if (!(await this.#tell(() => this.#reload()))) return;
    if (!this.#deploying) void this.#deployPending();
  }

  async #reload(): Promise<string | undefined> {
    const { project, cloud } = this.#watched;
    await runBuild(project);
    const names = this.#assets.takeChanges().flatMap(({ from, to }) => cloud.lambda.replaceCode(from, to));
    return names.length > 0 ? `reloaded ${listed(names)}` : undefined;
  }

  async #deployPending(): Promise<void> {
    this.#deploying = true;
    while (this.#pending.size > 0) {
      const files = [...this.#pending];
      this.#pending.clear();
      await this.#tell(() => this.#deploy(files));
    }
    this.#deploying = false;
  }

  async #deploy(files: readonly string[]): Promise<string | undefined> {
    const { project, outdir, cloud } = this.#watched;
    const { reused } = await synthesize(project, outdir, () => this.#standby.run());
    if (reused) return undefined;
    await cloud.deployer.deploy(readAssembly(outdir, cloud.account));
    this.#assets = new AssetFolders(outdir);
    return `updated ${files.join(', ')}`;
  }

  /** Says in a line what was done and how long it took, or why it was not. */
  async #tell(work: () => Promise<string | undefined>): Promise<boolean> {
    const { terminal } = this.#watched;
    const started = performance.now();
    try {
      const [verb, ...rest] = (await work())?.split(' ') ?? [];
      if (verb) {
        terminal.line(`${terminal.good(verb)} ${rest.join(' ')} ${terminal.dim(seconds(performance.now() - started))}`);
      }
      return true;
    } catch (error) {
      const why = isExpected(error) ? error.message : error instanceof Error ? error.stack : error;
      terminal.line(`${terminal.bad('not updated')} ${why}`);
      return false;
    }
  }
}
