import { existsSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { lockHolder } from './data-lock.ts';

/** Wipes the local state: `npm run reset [-- --data-dir .telar]`. */
const { values } = parseArgs({ options: { 'data-dir': { type: 'string', default: '.telar' } } });
const directory = resolve(values['data-dir']);
const holder = lockHolder(directory);

if (holder) {
  console.error(`Process ${holder} runs on ${directory}: stop it first.`);
  process.exitCode = 1;
} else if (existsSync(directory) && !existsSync(resolve(directory, 'state.db'))) {
  console.error(`${directory} holds no state.db, so it is no data folder of the emulator: nothing was removed.`);
  process.exitCode = 1;
} else {
  rmSync(directory, { recursive: true, force: true });
  console.log(`${directory} is empty: the next start begins anew.`);
}
