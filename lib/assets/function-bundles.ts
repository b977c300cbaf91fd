import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync, type Metafile, type OutputFile } from 'esbuild';
import { PROJECT_ROOT } from '../project-root.ts';
import { BundleManifest } from './bundle-manifest.ts';
import { replaceFile } from './replace-file.ts';

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

/**
 * Lambda puts the keys of the function's role into its environment, where the SDK looks first. The providers it would import next are a
 * fifth of a bundle; should one ever be wanted, the SDK in the runtime has it.
 */
const CREDENTIAL_PROVIDERS_NOT_REACHED = [
  ...['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map((name) => `@aws-sdk/credential-provider-${name}`),
  '@aws-sdk/token-providers',
  '@smithy/credential-provider-imds',
];

const OPTIONS: BuildOptions = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  outExtension: { '.js': '.mjs' },
  // The packages' ES modules shake better than their CommonJS: a third less code and a third less cold start.
  mainFields: ['module', 'main'],
  // Native code comes from its layer. The AWS SDK is bundled, not taken from the runtime: it loads faster, and it is the one we tested.
  external: ['sharp', ...CREDENTIAL_PROVIDERS_NOT_REACHED],
  minify: true,
  // Beside the asset, not in it: Node would read them at every cold start.
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  // CommonJS packages in the bundle still ask for Node's own modules with require.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
};

/**
 * Bundles functions/<domain>/<name>/handler.ts into build/functions/<domain>-<name>/index.mjs, all in one run of esbuild, because one
 * run for each function, as NodejsFunction does it, takes seconds apiece. Only functions of which an input has changed are built.
 */
export function bundleFunctions(): FunctionBundles {
  const names = functionNames();
  const manifest = new BundleManifest(BUNDLES, OPTIONS);
  const changed = names.filter((name) => !manifest.isUpToDate(name));
  if (changed.length > 0) manifest.remember(build(changed));
  return {
    codeOf(name) {
      if (!names.includes(name)) throw new Error(`no function ${name}: functions/ holds ${names.join(', ')}`);
      return Code.fromAsset(join(BUNDLES, assetName(name)));
    },
  };
}

/** @returns the files that went into each bundle, relative to the project's root, by the function's name */
function build(names: string[]): Map<string, string[]> {
  const { outputFiles, metafile } = buildSync({
    ...OPTIONS,
    entryPoints: names.map((name) => ({ in: entryPoint(name), out: `${assetName(name)}/index` })),
    absWorkingDir: PROJECT_ROOT,
    outdir: BUNDLES,
    metafile: true,
    write: false,
  });
  for (const file of outputFiles) replaceFile(destination(file), file.contents);
  return new Map(names.map((name) => [name, reachable(entryPoint(name), metafile.inputs)]));
}

/** A file and all that it imports, directly or not, also what the bundle could leave out of it. */
function reachable(entry: string, inputs: Metafile['inputs']): string[] {
  const found = new Set([entry]);
  for (const file of found) for (const { path } of inputs[file]?.imports ?? []) found.add(path);
  return [...found].filter((file) => file in inputs);
}

function entryPoint(name: string): string {
  return `functions/${name}/handler.ts`;
}

function destination({ path }: OutputFile): string {
  return path.endsWith('.map') ? path.replace(BUNDLES, SOURCE_MAPS) : path;
}

function functionNames(): string[] {
  return readdirSync(join(PROJECT_ROOT, 'functions'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /^[^/]+\/[^/]+\/handler\.ts$/.test(file))
    .map(dirname)
    .sort();
}

function assetName(name: string): string {
  return name.replace('/', '-');
}
