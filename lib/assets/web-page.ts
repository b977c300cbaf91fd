import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { AssetHashType } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { PROJECT_ROOT } from '../project-root.ts';

/** The page as Vite builds it: the same files for every stage, for what differs is in /config.json. */
export interface WebPage {
  /** Changes with the page. */
  readonly version: string;
  /** A layer that holds the page's files in `page/`. */
  readonly code: Code;
}

const BUILDS = join(PROJECT_ROOT, 'build', 'web');
/** All that goes into a build: the page and the contracts it shares with the functions. */
const SOURCES = ['web', 'events', 'tsconfig.json', 'node_modules/.package-lock.json'];
/** A version by the first 128 bits of its sources' hash. */
const VERSION_DIGITS = 32;

/**
 * Builds web/ into build/web/<version>/page, unless that version is there already.
 *
 * @throws Error with what Vite says, when the page does not build
 */
export function buildWebPage(): WebPage {
  const version = versionOf(SOURCES);
  const directory = join(BUILDS, version);
  if (!existsSync(directory)) {
    build(directory);
    forgetOthers(version);
  }
  return {
    version,
    code: Code.fromAsset(directory, { assetHashType: AssetHashType.CUSTOM, assetHash: version }),
  };
}

/** Beside where it belongs, and moved there in one step: another synthesis may run at the same time. */
function build(directory: string): void {
  const unfinished = `${directory}.${process.pid}`;
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [
      viteCommand(),
      'build',
      '--config',
      'web/vite.config.ts',
      '--logLevel',
      'error',
      '--outDir',
      join(unfinished, 'page'),
    ],
    { cwd: PROJECT_ROOT, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'production' } },
  );
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`web/ does not build:\n${stderr || stdout}`);
  }
  if (existsSync(directory)) rmSync(unfinished, { recursive: true, force: true });
  else renameSync(unfinished, directory);
}

function viteCommand(): string {
  const manifest = createRequire(import.meta.url).resolve('vite/package.json');
  return join(dirname(manifest), 'bin', 'vite.js');
}

function forgetOthers(version: string): void {
  for (const other of readdirSync(BUILDS)) {
    if (!other.startsWith(version)) rmSync(join(BUILDS, other), { recursive: true, force: true });
  }
}

function versionOf(sources: readonly string[]): string {
  mkdirSync(BUILDS, { recursive: true });
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf)) {
    hash.update(`\0${file}\0`).update(
      createHash('sha256')
        .update(readFileSync(join(PROJECT_ROOT, file)))
        .digest(),
    );
  }
  return hash.digest('hex').slice(0, VERSION_DIGITS);
}

function filesOf(source: string): string[] {
  const path = join(PROJECT_ROOT, source);
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [source];
  return readdirSync(path, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(PROJECT_ROOT.length + 1))
    .sort();
}
