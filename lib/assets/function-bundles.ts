import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { PROJECT_ROOT } from '../project-root.ts';
import { BUNDLES, FunctionSources } from './function-sources.ts';

/** The bundles of all functions, ready to be made into assets. */
export interface FunctionBundles {
  /**
   * @param name `<domain>/<function>`, the folder under functions/
   * @throws Error naming the functions there are, when there is no such function
   */
  codeOf(name: string): Code;
}

const BUNDLER = join(PROJECT_ROOT, 'lib', 'assets', 'bundler', 'main.ts');

/**
 * Bundles functions/<domain>/<name>/handler.ts into build/functions/<domain>-<name>/index.mjs, all in one run of esbuild, because one
 * run for each function, as NodejsFunction does it, takes seconds apiece. Only functions of which an input has changed are built: none
 * at all, where cdk.json's build command has been run before.
 *
 * @throws Error with what esbuild says, when a function does not build
 */
export function bundleFunctions(): FunctionBundles {
  const sources = new FunctionSources();
  if (sources.changed().length > 0) bundle();
  return {
    codeOf(name) {
      const { names } = sources;
      if (!names.includes(name)) throw new Error(`no function ${name}: functions/ holds ${names.join(', ')}`);
      return Code.fromAsset(join(BUNDLES, name.replace('/', '-')));
    },
  };
}

/** In a process of its own: with plugins, esbuild only works in promises, and constructs cannot wait for one. */
function bundle(): void {
  const { status, stderr } = spawnSync(process.execPath, [BUNDLER], {
    cwd: PROJECT_ROOT,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (status !== 0) throw new Error(`functions/ does not build:\n${stderr}`);
  if (stderr) process.stderr.write(stderr);
}
