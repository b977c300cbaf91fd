import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the process of an environment runs, as plain JavaScript: stripping types there would cost each cold start 50 ms and 17 MB. */
export interface BootstrapFiles {
  /** Path of the program. */
  readonly main: string;
  /** Path of what is preloaded to keep a function off the network. */
  readonly networkGuard: string;
  /** Directory for compiled code of functions. */
  readonly compileCache: string;
}

const SOURCES = fileURLToPath(new URL('../bootstrap/', import.meta.url));
/** What the sources take from elsewhere, and how they are bundled. */
const SHARED = [new URL('../../../runtime/loopback.ts', import.meta.url), import.meta.url].map((url) =>
  fileURLToPath(url),
);

let files: Promise<BootstrapFiles> | undefined;

/** Bundles the bootstrap once for each version of its sources; later runs of the emulator find it by the sources' hash. */
export function bootstrapFiles(): Promise<BootstrapFiles> {
  files ??= prepare();
  return files;
}

async function prepare(): Promise<BootstrapFiles> {
  const cache = join(tmpdir(), `telar-lambda-${userInfo().username}`);
  const directory = join(cache, `bootstrap-${sourceHash()}`);
  if (!existsSync(directory)) await bundle(directory);
  return {
    main: join(directory, 'main.cjs'),
    networkGuard: join(directory, 'network-guard.cjs'),
    compileCache: join(cache, 'compiled'),
  };
}

async function bundle(directory: string): Promise<void> {
  const { buildSync } = await import('esbuild');
  const { outputFiles } = buildSync({
    entryPoints: [join(SOURCES, 'main.ts'), join(SOURCES, 'network-guard.ts')],
    outdir: directory,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    write: false,
    platform: 'node',
    // Who imports one of Node's own modules reads all that it exports, and so loads fetch with node:http: a third of a cold start.
    format: 'cjs',
    target: 'node24',
  });
  // Written beside and then renamed, so that another emulator starting at this moment never sees half of it.
  const incoming = `${directory}.${process.pid}`;
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (const { path, contents } of outputFiles) writeFileSync(path.replace(directory, incoming), contents);
  try {
    renameSync(incoming, directory);
  } catch (error) {
    if (!existsSync(directory)) throw error;
  }
}

function sourceHash(): string {
  const hash = createHash('sha256');
  const own = readdirSync(SOURCES)
    .sort()
    .map((name) => join(SOURCES, name));
  for (const file of [...own, ...SHARED]) hash.update(file).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
