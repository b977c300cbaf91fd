import { readdir, readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PageFile } from './publish-page.ts';

/** All files below a directory. */
export async function pageFiles(directory: string): Promise<PageFile[]> {
  const names = await readdir(directory, { recursive: true });
  const files = await Promise.all(names.map((name) => pageFile(directory, name)));
  return files.filter((file) => file !== undefined);
}

async function pageFile(directory: string, name: string): Promise<PageFile | undefined> {
  const path = join(directory, name);
  if (!(await stat(path)).isFile()) return undefined;
  return { key: name.split(sep).join('/'), body: await readFile(path) };
}
