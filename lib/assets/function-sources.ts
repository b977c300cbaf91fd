import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { BundleManifest } from './bundle-manifest.ts';

/** One folder for each function, with its bundle as `index.mjs`. */
export const BUNDLES = join(PROJECT_ROOT, 'build', 'functions');
export const SOURCE_MAPS = join(PROJECT_ROOT, 'build', 'source-maps');
const BUNDLER = join(PROJECT_ROOT, 'lib', 'assets', 'bundler');

/** The functions there are, by `<domain>/<function>`, the folder of their handler.ts under functions/, and how fresh their bundles are. */
export class FunctionSources {
  readonly names = functionNames();
  readonly manifest = new BundleManifest(BUNDLES, bundlerSources());

  /** Those that have to be bundled because something that goes into them has changed. */
  changed(): string[] {
    return this.names.filter((name) => !this.manifest.isUpToDate(name));
  }
}

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
