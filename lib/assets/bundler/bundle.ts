import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile, type Plugin } from 'esbuild';
import { replaceFile } from '../replace-file.ts';
import { leanPackages, withoutJsonSchema } from './lean-packages.ts';
import { NO_FILES, plainBuiltins } from './plain-builtins.ts';

export interface BundleRequest {
  readonly projectRoot: string;
  /** Where the bundles go: one folder each, named after the function. */
  readonly bundles: string;
  readonly sourceMaps: string;
  /** `<domain>/<function>` */
  readonly names: readonly string[];
}

/** The files that went into each bundle, relative to the project's root, by the function's name. */
export type BundleSources = Readonly<Record<string, readonly string[]>>;

/**
 * Lambda puts the keys of the function's role into its environment, where the SDK looks first. The providers it would import next are a
 * fifth of a bundle; should one ever be wanted, the SDK in the runtime has it.
 */
const CREDENTIAL_PROVIDERS_NOT_REACHED = [
  ...['http', 'ini', 'login', 'process', 'sso', 'web-identity'].map((name) => `@aws-sdk/credential-provider-${name}`),
  '@aws-sdk/token-providers',
  '@smithy/credential-provider-imds',
];

/** Functions that show their contracts to others, and need all of zod for it. */
const SPEAK_JSON_SCHEMA = ['api/describe'];

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
  // Packages that build upon a client bring a version of their own; one is enough.
  alias: { '@aws-sdk/client-s3': './node_modules/@aws-sdk/client-s3' },
  minify: true,
  // Beside the asset, not in it: Node would read them at every cold start.
  sourcemap: 'external',
  sourcesContent: false,
  legalComments: 'none',
  // CommonJS packages in the bundle still ask for Node's own modules with require.
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  logLevel: 'warning',
};

/** Bundles functions/<domain>/<name>/handler.ts into <bundles>/<domain>-<name>/index.mjs, all at once. */
export async function bundle({ names, ...request }: BundleRequest): Promise<BundleSources> {
  const complete = names.filter((name) => SPEAK_JSON_SCHEMA.includes(name));
  const lean = names.filter((name) => !SPEAK_JSON_SCHEMA.includes(name));
  const packages = leanPackages(wordsIn(join(request.projectRoot, 'functions')));
  const [some, others] = await Promise.all([
    bundleWith([packages], { ...request, names: complete }),
    bundleWith([packages, withoutJsonSchema], { ...request, names: lean }),
  ]);
  return { ...some, ...others };
}

async function bundleWith(plugins: Plugin[], request: BundleRequest): Promise<BundleSources> {
  const { projectRoot, bundles, sourceMaps, names } = request;
  if (names.length === 0) return {};
  const { outputFiles, metafile } = await build({
    ...OPTIONS,
    plugins: [plainBuiltins, ...plugins],
    entryPoints: names.map((name) => ({ in: entryPoint(name), out: `${name.replace('/', '-')}/index` })),
    absWorkingDir: projectRoot,
    outdir: bundles,
    metafile: true,
    write: false,
  });
  const destination = ({ path }: OutputFile) => (path.endsWith('.map') ? path.replace(bundles, sourceMaps) : path);
  for (const file of outputFiles) replaceFile(destination(file), file.contents);
  return Object.fromEntries(names.map((name) => [name, reachable(entryPoint(name), metafile.inputs)]));
}

/** A file and all that it imports, directly or not, also what the bundle could leave out of it. */
function reachable(entry: string, inputs: Metafile['inputs']): string[] {
  const found = new Set([entry]);
  for (const file of found) for (const { path } of inputs[file]?.imports ?? []) found.add(path);
  return [...found].filter((file) => file in inputs && !file.startsWith(`${NO_FILES}:`));
}

function wordsIn(directory: string): Set<string> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Set(files.flatMap((file) => readFileSync(join(directory, file), 'utf8').match(/\w+/g) ?? []));
}

function entryPoint(name: string): string {
  return `functions/${name}/handler.ts`;
}
