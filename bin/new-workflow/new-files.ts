import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PlainError } from '../support/plain-error.ts';
import { fill, type Names } from './names.ts';

const TEMPLATES = join(import.meta.dirname, 'templates');
const SUFFIX = '.tmpl';

/** Path, relative to the project, and content of every file of a new workflow. */
export function newFiles(names: Names): Map<string, string> {
  const templates = globSync(`**/*${SUFFIX}`, { cwd: TEMPLATES }).map((path) => path.replaceAll('\\', '/'));
  const entries = templates.sort().map((path) => {
    const content = readFileSync(join(TEMPLATES, path), 'utf8');
    return [fill(path.slice(0, -SUFFIX.length), names), fill(content, names)] as const;
  });
  return new Map(entries);
}

/** @throws PlainError naming a file that is there already */
export function refusePresent(root: string, files: ReadonlyMap<string, string>): void {
  const present = [...files.keys()].find((path) => existsSync(join(root, path)));
  if (present) throw new PlainError(`There is a workflow of this name: ${present} exists.`);
}

export function write(root: string, files: ReadonlyMap<string, string>): void {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}
