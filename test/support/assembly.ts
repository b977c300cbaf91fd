import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { digestInputs, readCdkProject } from '../../emulator/cli/cdk-project.ts';
import { appEnvironment } from '../../emulator/cli/synthesize.ts';
import type { StageName } from '../../lib/config.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ASSEMBLIES = join(ROOT, 'build', 'assemblies');
/** Of the inputs' hash. */
const DIGEST_DIGITS = 16;
/** How long one worker waits for another to synthesize: a page and all functions may have to be built for it. */
const PATIENCE_MILLISECONDS = 180_000;
/** A test that has read an older assembly is over by then. */
const KEPT_MILLISECONDS = 60 * 60_000;

/** The application's cloud assembly as it stands, made once for all test files and all of Jest's workers. */
export function assemblyOf(stage: StageName): string {
  const project = readCdkProject(ROOT, [`stage=${stage}`]);
  const directory = join(ASSEMBLIES, `${stage}-${digestInputs(project).slice(0, DIGEST_DIGITS)}`);
  if (existsSync(directory)) return directory;
  return oneAtATime(() => {
    if (existsSync(directory)) return directory;
    forgetOld();
    const unfinished = `${directory}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    execFileSync(project.app, { cwd: ROOT, env: appEnvironment(project, unfinished), shell: true, stdio: 'pipe' });
    renameSync(unfinished, directory);
    return directory;
  });
}

/** The lock is the system's: a worker that is killed lets go of it. */
function oneAtATime<Result>(work: () => Result): Result {
  mkdirSync(ASSEMBLIES, { recursive: true });
  const lock = new DatabaseSync(join(ASSEMBLIES, 'lock.db'), { timeout: PATIENCE_MILLISECONDS });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return work();
  } finally {
    lock.close();
  }
}

function forgetOld(): void {
  for (const entry of readdirSync(ASSEMBLIES, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    const path = join(ASSEMBLIES, entry.name);
    if (Date.now() - statSync(path).mtimeMs > KEPT_MILLISECONDS) rmSync(path, { recursive: true });
  }
}
