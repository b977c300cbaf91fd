import { createHash } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Ids } from '../../../runtime/ids.ts';
import type { CodeLocation } from '../functions/function-record.ts';
import { unpack } from './unpack.ts';

/**
 * Where the code of functions and layers lies on this machine: directories of a deployment are used in place, uploaded
 * packages are unpacked once for each content.
 */
export class CodeStore {
  readonly #root: string;
  readonly #temporary: boolean;
  readonly #ids: Ids;

  /** @param directory where packages are unpacked; undefined for one that is gone with the process */
  constructor(directory: string | undefined, ids: Ids) {
    this.#root = directory ? join(directory, 'lambda-code') : mkdtempSync(join(tmpdir(), 'telar-lambda-code-'));
    this.#temporary = directory === undefined;
    this.#ids = ids;
  }

  /** @throws AwsError InvalidParameterValueException when the bytes are no package */
  async fromZip(zip: Uint8Array): Promise<CodeLocation> {
    const digest = createHash('sha256').update(zip).digest();
    const directory = await this.#keep(digest, (incoming) => unpack(zip, incoming));
    return { directory, sha256: digest.toString('base64'), sizeBytes: zip.length, owned: true };
  }

  /** @param files text by path */
  async fromFiles(files: Readonly<Record<string, string>>): Promise<CodeLocation> {
    const digest = createHash('sha256').update(JSON.stringify(files)).digest();
    const directory = await this.#keep(digest, async (incoming) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(incoming, name)), { recursive: true });
        writeFileSync(join(incoming, name), content);
      }
    });
    const sizeBytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
    return { directory, sha256: digest.toString('base64'), sizeBytes, owned: true };
  }

  /** A directory that stays where it is and may change there. */
  fromDirectory(path: string): CodeLocation {
    const directory = realpathSync(path);
    const hash = createHash('sha256');
    let sizeBytes = 0;
    for (const file of filesBelow(directory)) {
      const content = file.link ?? readFileSync(join(directory, file.path));
      hash.update(file.path).update('\0').update(content);
      sizeBytes += content.length;
    }
    return { directory, sha256: hash.digest('base64'), sizeBytes, owned: false };
  }

  /** The directory for a content, filled when there is none yet, and never seen half filled. */
  async #keep(digest: Buffer, fill: (incoming: string) => Promise<void>): Promise<string> {
    const directory = join(this.#root, digest.toString('hex'));
    if (existsSync(directory)) return realpathSync(directory);
    mkdirSync(this.#root, { recursive: true });
    const incoming = join(this.#root, `incoming-${this.#ids.uuid()}`);
    try {
      await fill(incoming);
      if (!existsSync(directory)) renameSync(incoming, directory);
      return realpathSync(directory);
    } finally {
      rmSync(incoming, { recursive: true, force: true });
    }
  }

  /** Removes unpacked packages that nothing refers to any more; for the start, when no environment runs from them. */
  sweep(inUse: ReadonlySet<string>): void {
    if (!existsSync(this.#root)) return;
    for (const name of readdirSync(this.#root)) {
      const directory = realpathSync(join(this.#root, name));
      if (!inUse.has(directory)) rmSync(directory, { recursive: true, force: true });
    }
  }

  close(): void {
    if (this.#temporary) rmSync(this.#root, { recursive: true, force: true });
  }
}

interface FileBelow {
  readonly path: string;
  /** Target, when the file is a symbolic link. */
  readonly link?: string;
}

function* filesBelow(root: string, folder = ''): Generator<FileBelow> {
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = join(folder, name);
    const stats = lstatSync(join(root, path));
    if (stats.isSymbolicLink()) yield { path, link: readlinkSync(join(root, path)) };
    else if (stats.isDirectory()) yield* filesBelow(root, path);
    else if (stats.isFile()) yield { path };
  }
}
