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
 * Makes the project's cloud assembly as `cdk synth` does, by its own app command, unless its inputs are those that the
 * assembly in `outdir` was made from.
 *
 * @throws SynthesisError
 */
export async function synthesize(project: CdkProject, outdir: string, run = runApp): Promise<Synthesis> {
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
  // `node` in the app command means the Node that runs the emulator, also when it was started without npm.
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return {
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    ...process.env,
    PATH,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify(context),
  };
}

export function runApp(project: CdkProject, outdir: string): Promise<void> {
  const child = spawn(project.app, {
    cwd: project.directory,
    env: appEnvironment(project, outdir),
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return finished(child, project);
}

/** Resolves when the app command has succeeded. @throws SynthesisError */
export function finished(child: ReturnType<typeof spawn>, { app, directory }: CdkProject): Promise<void> {
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
      else reject(new SynthesisError(`${app} failed: ${failureOf(printed, directory) || `status ${status}`}`));
    });
  });
}
