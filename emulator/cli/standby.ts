import { type ChildProcess, spawn } from 'node:child_process';
import type { CdkProject } from './cdk-project.ts';
import { appEnvironment, finished, importing } from './synthesize.ts';

/** Imported into the app's process before the app: it loads the CDK and then waits for a line on standard input. */
const PRELOAD = new URL('./standby-preload.ts', import.meta.url).href;

/**
 * A process that has loaded the CDK already and only waits to be told to synthesize, because loading is most of a
 * synthesis. Each is used once; the next is started as soon as one is used.
 */
export class StandbySynthesis {
  readonly #project: CdkProject;
  readonly #outdir: string;
  #waiting: ChildProcess | undefined;

  constructor(project: CdkProject, outdir: string) {
    this.#project = project;
    this.#outdir = outdir;
    this.#waiting = this.#start();
  }

  /** Synthesizes with the process that waits. @throws SynthesisError */
  async run(): Promise<void> {
    const child = this.#waiting ?? this.#start();
    this.#waiting = undefined;
    const { app, directory } = this.#project;
    const done = finished(child, app, directory);
    child.stdin?.end('go\n');
    try {
      await done;
    } finally {
      this.#waiting = this.#start();
    }
  }

  close(): void {
    // A shell between us may keep the signal to itself; the end of the input reaches the one that waits.
    this.#waiting?.stdin?.end();
    this.#waiting?.removeAllListeners().kill();
    this.#waiting = undefined;
  }

  #start(): ChildProcess {
    const child = spawn(this.#project.app, {
      cwd: this.#project.directory,
      env: importing(PRELOAD, appEnvironment(this.#project, this.#outdir)),
      shell: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // A standby that dies while it waits is found out when it is used.
    child.on('error', () => {});
    child.stdin?.on('error', () => {});
    return child;
  }
}
