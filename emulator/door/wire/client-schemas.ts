import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** The client's own file of schemas; no public entry point, so it is looked for and not relied on. */
const SCHEMAS_FILE = 'dist-es/schemas/schemas_0.js';

/**
 * The operation schemas that an SDK client carries, by export name (`PutItem$`). A whole client costs six megabytes and
 * 40 ms, its schemas a quarter of that: so they are cut out once and kept in `node_modules/.cache`.
 *
 * @param sdk package name, for example `@aws-sdk/client-dynamodb`
 */
export function clientSchemas(sdk: string): Record<string, unknown> {
  const root = dirname(dirname(require.resolve(sdk)));
  const source = join(root, SCHEMAS_FILE);
  const cut = existsSync(source) ? cutOut(sdk, root, source) : undefined;
  return require(cut ?? sdk);
}

/** @returns the file with the schemas alone; undefined where it cannot be kept */
function cutOut(sdk: string, root: string, source: string): string | undefined {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const cache = join(root, '..', '..', '.cache', 'telar', 'schemas');
  const file = join(cache, `${sdk.replace('/', '-')}-${version}.cjs`);
  if (existsSync(file)) return file;
  try {
    mkdirSync(cache, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    // Needed once per installation, so it is loaded no sooner.
    const { buildSync } = require('esbuild') as typeof import('esbuild');
    buildSync({
      entryPoints: [source],
      outfile: unfinished,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['@smithy/*', '@aws-sdk/core'],
      logLevel: 'silent',
    });
    renameSync(unfinished, file);
    return file;
  } catch {
    // A node_modules that may not be written to, or a client of another make: the whole client says the same.
    return undefined;
  }
}
