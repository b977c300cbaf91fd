import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT_ROOT } from '../project-root.ts';
import { replaceFile } from './replace-file.ts';

const manifestSchema = z.record(
  z.string(),
  z.object({
    /** The project's own files that went into the bundle. */
    sources: z.array(z.string()),
    /** Of their contents, the bundler and the installed packages. */
    hash: z.string(),
  }),
);

/** What npm writes down of the packages it installed: one file stands for the thousands of node_modules. */
const INSTALLED_PACKAGES = 'node_modules/.package-lock.json';

/** Which bundles are there and what each was made from, kept beside them. */
export class BundleManifest {
  readonly #file: string;
  readonly #bundler: readonly string[];
  readonly #digests = new Map<string, string>();
  readonly #bundles: z.output<typeof manifestSchema>;

  /** @param bundler the sources of what makes the bundles */
  constructor(directory: string, bundler: readonly string[]) {
    this.#file = join(directory, 'manifest.json');
    this.#bundler = bundler;
    this.#bundles = this.#read();
  }

  /** Whether building the bundle again would give what is there. */
  isUpToDate(name: string): boolean {
    const bundle = this.#bundles[name];
    return bundle !== undefined && bundle.hash === this.#hash(bundle.sources);
  }

  /** Writes down what bundles were made from: their input files, relative to the project's root, by the bundle's name. */
  remember(inputs: ReadonlyMap<string, readonly string[]>): void {
    for (const [name, files] of inputs) {
      const sources = files.filter((file) => !file.startsWith('node_modules/')).sort();
      this.#bundles[name] = { sources, hash: this.#hash(sources) };
    }
    replaceFile(this.#file, JSON.stringify(this.#bundles));
  }

  #read(): z.output<typeof manifestSchema> {
    if (!existsSync(this.#file)) return {};
    return manifestSchema.safeParse(JSON.parse(readFileSync(this.#file, 'utf8'))).data ?? {};
  }

  #hash(sources: readonly string[]): string {
    const hash = createHash('sha256').update(JSON.stringify(this.#bundler));
    for (const source of [INSTALLED_PACKAGES, 'tsconfig.json', ...sources])
      hash.update(`\0${source}\0${this.#digest(source)}`);
    return hash.digest('hex');
  }

  /** Functions share most of their sources: each file is read once. */
  #digest(source: string): string {
    const known = this.#digests.get(source);
    if (known) return known;
    const path = join(PROJECT_ROOT, source);
    const digest = existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'missing';
    this.#digests.set(source, digest);
    return digest;
  }
}
