import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { PROJECT_ROOT } from '../project-root.ts';
import { replaceFile } from './replace-file.ts';

/** What decides a bundle beside the files that go into it. */
export interface Recipe {
  readonly names: readonly string[];
  readonly options: object;
}

const manifestSchema = z.object({
  /** The project's own files that went into the last build. */
  sources: z.array(z.string()),
  /** Of their contents, the recipe and the installed packages. */
  hash: z.string(),
});

/** What npm writes down of the packages it installed: one file stands for the thousands of node_modules. */
const INSTALLED_PACKAGES = 'node_modules/.package-lock.json';

/** Whether building again would give what is there. */
export function isUpToDate(recipe: Recipe, directory: string): boolean {
  const file = manifestFile(directory);
  if (!existsSync(file)) return false;
  const manifest = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  return manifest.success && manifest.data.hash === hashOf(recipe, manifest.data.sources);
}

/** Writes down what a build was made from. */
export function remember(recipe: Recipe, inputs: readonly string[], directory: string): void {
  const sources = inputs.filter((input) => !input.startsWith('node_modules/')).sort();
  replaceFile(manifestFile(directory), JSON.stringify({ sources, hash: hashOf(recipe, sources) }));
}

function manifestFile(directory: string): string {
  return join(directory, 'manifest.json');
}

function hashOf(recipe: Recipe, sources: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe));
  for (const source of [INSTALLED_PACKAGES, 'tsconfig.json', ...sources]) {
    const path = join(PROJECT_ROOT, source);
    hash.update(`\0${source}\0`).update(existsSync(path) ? readFileSync(path) : 'missing');
  }
  return hash.digest('hex');
}
