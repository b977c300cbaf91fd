import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ASSET_SOURCES } from './asset-sources.ts';

const assetSources = z.record(z.string(), z.string());

/** Of a folder's files: names, sizes and times, which is quicker to see than what is in them. */
type Signature = string;

interface Folder {
  /** In the project. */
  readonly source: string;
  /** Where the code lies that is in use, a copy of what was in the source. */
  current: string;
  digest: string;
  signature: Signature;
}

/** An asset's directory that another takes the place of. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/**
 * The folders of the project that are assets as they are. What is written there can be used before the app has been synthesized again,
 * which takes longer. Assets that the app makes in another way (bundled by the CDK, or with exclusions) are not among them.
 */
export class AssetFolders {
  readonly #outdir: string;
  readonly #folders: readonly Folder[];

  /** @param outdir of an assembly that the application was just deployed from */
  constructor(outdir: string) {
    this.#outdir = outdir;
    this.#folders = Object.entries(readSources(outdir)).flatMap(([current, source]) =>
      isCopy(source, current) ? [{ source, current, digest: digestOf(source), signature: signatureOf(source) }] : [],
    );
  }

  /** Copies what has changed since the last time; a copy stays as it is, whatever is written next. */
  takeChanges(): Replacement[] {
    return this.#folders.flatMap((folder) => {
      if (!isFolder(folder.source)) return [];
      const signature = signatureOf(folder.source);
      if (signature === folder.signature) return [];
      folder.signature = signature;
      const digest = digestOf(folder.source);
      // Written again, and the same as before.
      if (digest === folder.digest) return [];
      const from = folder.current;
      const to = join(this.#outdir, `changed.${digest}`);
      if (!existsSync(to)) cpSync(folder.source, to, { recursive: true });
      Object.assign(folder, { current: to, digest });
      return [{ from, to }];
    });
  }
}

function readSources(outdir: string): Record<string, string> {
  const file = join(outdir, ASSET_SOURCES);
  return existsSync(file) ? assetSources.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function isCopy(source: string, copy: string): boolean {
  if (!isFolder(source) || !isFolder(copy)) return false;
  const files = filesBelow(source);
  if (files.join('\0') !== filesBelow(copy).join('\0')) return false;
  return digestOf(source) === digestOf(copy);
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
}

function signatureOf(folder: string): Signature {
  return filesBelow(folder)
    .map((file) => {
      const facts = statSync(join(folder, file), { throwIfNoEntry: false });
      return `${file} ${facts?.size} ${facts?.mtimeMs}`;
    })
    .join('\0');
}

function digestOf(folder: string): string {
  const hash = createHash('sha256');
  for (const file of filesBelow(folder)) {
    const path = join(folder, file);
    hash.update(file).update('\0');
    if (statSync(path).isFile()) hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}
