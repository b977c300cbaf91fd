import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { type CdkProject, digestInputs } from './cdk-project.ts';
import { failureOf } from './synthesis-failure.ts';

/** The app command failed; the message says why, as far as what it printed does. */
export class SynthesisError extends Error {
  override name = 'SynthesisError';
}

export interface Synthesis {
  /** The cloud assembly. */
  readonly directory: string;
  /** Nothing had changed since the assembly was made. */
  readonly reused: boolean;
}

/** Beside the assembly, in what was synthesized from. */
const DIGEST_FILE = 'inputs.sha256';

/**
 * Makes the project's cloud assembly as `cdk synth` does, by its own build and app commands, unless its inputs are those that the
 * assembly in `outdir` was made from.
 *
 * @throws SynthesisError
 */
export async function synthesize(
  project: CdkProject,
  outdir: string,
  run: (project: CdkProject, outdir: string) => Promise<void> = runApp,
): Promise<Synthesis> {
  const digest = digestInputs(project);
  const digestFile = join(outdir, DIGEST_FILE);
  if (existsSync(digestFile) && readFileSync(digestFile, 'utf8') === digest) return { directory: outdir, reused: true };
  // Without the digest, an assembly that is cut short is not taken for a whole one.
  rmSync(digestFile, { force: true });
  await run(project, outdir);
  writeFileSync(digestFile, digest);
  return { directory: outdir, reused: false };
}

/** Where Node keeps compiled code when nobody says where: the CDK is large, and loading it is a third of a synthesis. */
const COMPILE_CACHE = join(tmpdir(), 'node-compile-cache');

/** The environment that the CDK CLI gives to an app (https://docs.aws.amazon.com/cdk/v2/guide/environments.html). */
export function appEnvironment({ context }: CdkProject, outdir: string): NodeJS.ProcessEnv {
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...ownNodeFirst(),
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify(context),
  };
}

/** `node` in a command means the Node that runs the emulator, also when it was started without npm. */
function ownNodeFirst(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: [dirname(process.execPath), process.env.PATH].join(delimiter) };
}

/** Imported into the app's process before the app. */
const PRELOAD = new URL('./record-asset-sources.ts', import.meta.url).href;

/** Runs the build command of cdk.json, then the app. @throws SynthesisError; AbortError when the signal ends it */
export async function runApp(project: CdkProject, outdir: string, signal?: AbortSignal): Promise<void> {
  await runBuild(project, signal);
  const { app, directory } = project;
  const env = importing(PRELOAD, appEnvironment(project, outdir));
  const child = spawn(app, { cwd: directory, env, shell: true, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  await finished(child, app, directory);
}

/** Runs the build command of cdk.json, when there is one. @throws SynthesisError; AbortError when the signal ends it */
export async function runBuild({ build, directory }: CdkProject, signal?: AbortSignal): Promise<void> {
  if (build === undefined) return;
  const env = ownNodeFirst();
  const child = spawn(build, { cwd: directory, env, shell: true, signal, stdio: ['ignore', 'pipe', 'pipe'] });
  await finished(child, build, directory);
}

/** An environment in which Node imports a module before its program. */
export function importing(module: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...environment, NODE_OPTIONS: [environment.NODE_OPTIONS, `--import=${module}`].filter(Boolean).join(' ') };
}

/** Resolves when a command of the project has succeeded. @throws SynthesisError */
export function finished(child: ReturnType<typeof spawn>, command: string, directory: string): Promise<void> {
  let printed = '';
  child.stdout?.on('data', (chunk) => {
    printed += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    printed += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new SynthesisError(`${command} failed: ${failureOf(printed, directory) || `status ${status}`}`));
    });
  });
}
