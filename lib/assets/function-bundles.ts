import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { z } from 'zod';
import { PROJECT_ROOT } from '../project-root.ts';
import { BundleManifest } from './bundle-manifest.ts';
import type { BundleRequest, BundleSources } from './bundler/bundle.ts';

/** The bundles of all functions, ready to be made into assets. */
export interface FunctionBundles {
  /**
   * @param name `<domain>/<function>`, the folder under functions/
   * @throws Error naming the functions there are, when there is no such function
   */
  codeOf(name: string): Code;
}

const BUNDLES = join(PROJECT_ROOT, 'build', 'functions');
const SOURCE_MAPS = join(PROJECT_ROOT, 'build', 'source-maps');
const BUNDLER = join(PROJECT_ROOT, 'lib', 'assets', 'bundler');

/**
 * Bundles functions/<domain>/<name>/handler.ts into build/functions/<domain>-<name>/index.mjs, all in one run of esbuild, because one
 * run for each function, as NodejsFunction does it, takes seconds apiece. Only functions of which an input has changed are built.
 *
 * @throws Error with what esbuild says, when a function does not build
 */
export function bundleFunctions(): FunctionBundles {
  const names = functionNames();
  const manifest = new BundleManifest(BUNDLES, bundlerSources());
  const changed = names.filter((name) => !manifest.isUpToDate(name));
  if (changed.length > 0) {
    const request = { projectRoot: PROJECT_ROOT, bundles: BUNDLES, sourceMaps: SOURCE_MAPS, names: changed };
    manifest.remember(new Map(Object.entries(bundle(request))));
  }
  return {
    codeOf(name) {
      if (!names.includes(name)) throw new Error(`no function ${name}: functions/ holds ${names.join(', ')}`);
      return Code.fromAsset(join(BUNDLES, name.replace('/', '-')));
    },
  };
}

const bundleSources = z.record(z.string(), z.array(z.string()));

/** In a process of its own: with plugins, esbuild only works in promises, and constructs cannot wait for one. */
function bundle(request: BundleRequest): BundleSources {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(BUNDLER, 'main.ts')], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    input: JSON.stringify(request),
    env: { ...process.env, NODE_OPTIONS: '' },
    maxBuffer: MAX_ANSWER_BYTES,
  });
  if (status !== 0) throw new Error(`functions/ does not build:\n${stderr}`);
  if (stderr) process.stderr.write(stderr);
  return bundleSources.parse(JSON.parse(stdout));
}

/** Names of files, some thousand for each function. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

function functionNames(): string[] {
  return readdirSync(join(PROJECT_ROOT, 'functions'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[^/]+\/[^/]+\/handler\.ts$/.test(file))
    .map(dirname)
    .sort();
}

/** By which bundles are known that another way of bundling made. */
function bundlerSources(): string[] {
  return readdirSync(BUNDLER)
    .sort()
    .map((file) => readFileSync(join(BUNDLER, file), 'utf8'));
}
