import { execFileSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { routes } from '../../functions/api/routes.ts';
import { runCommand } from '../support/command-line.ts';
import { PlainError } from '../support/plain-error.ts';
import { fill, type Names, namesOf } from './names.ts';
import { newFiles, refusePresent, write } from './new-files.ts';
import { wiring } from './wiring.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const BIOME = resolve(ROOT, 'node_modules/@biomejs/biome/bin/biome');

const NEXT = `
Now, as docs/add-a-workflow.md explains:
  npx jest __name__    its tests, which deploy it, too
  npm start    and, in another terminal:
  npm run emit -- __name__-requested
Put what it is for into events/__name__-requested/v1.ts and functions/__name__/work/work.ts.`;

/**
 * `npm run new-workflow parcel-tracking`: a whole domain to begin with, that is deployed and tested like the others: three events, a
 * workflow, a Lambda, a table, three routes, their infrastructure, and tests of all of it. docs/add-a-workflow.md goes on from there.
 */
runCommand(async () => {
  const [name, ...others] = process.argv.slice(2);
  if (name === undefined || others.length > 0) throw new PlainError('Usage: npm run new-workflow <name>');
  const names = namesOf(name);
  const files = newFiles(names);
  refusePresent(ROOT, files);
  refuseTakenPath(names);
  const changed = wiring(ROOT, names);
  write(ROOT, files);
  write(ROOT, changed);
  run('events/write-schemas.ts');
  run(BIOME, 'check', '--write', '--log-level=error', ...tidied([...files.keys(), ...changed.keys()]));
  for (const file of files.keys()) console.log(`made     ${file}`);
  for (const file of changed.keys()) console.log(`changed  ${file}`);
  console.log(fill(NEXT, names));
  return true;
});

/** A path of the API may belong to something that is no workflow. */
function refuseTakenPath({ name }: Names): void {
  const taken = routes.find(({ path }) => path.split('/')[1] === name);
  if (taken) throw new PlainError(`The path /${name} is taken by the route ${taken.name}: choose another name.`);
}

/** What the formatter knows, and the schemas, all of which were written anew. */
function tidied(files: readonly string[]): string[] {
  return [...files.filter((file) => /\.(ts|json)$/.test(file)), ...globSync('events/*/*.schema.json', { cwd: ROOT })];
}

function run(...command: string[]): void {
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
}
