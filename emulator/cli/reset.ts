import { existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockHolder } from './data-lock.ts';
import { readOptions, runCommand, UsageError } from './flags.ts';

const USAGE = 'npm run reset [-- --data-dir .telar]';

/** Wipes the local state. */
runCommand(async () => {
  const { values } = readOptions({ options: { 'data-dir': { type: 'string', default: '.telar' } } }, USAGE);
  const directory = resolve(values['data-dir']);
  if (!existsSync(directory)) return console.log(`${directory} is not there: the next start begins anew.`);
  if (!existsSync(join(directory, 'state.db'))) {
    throw new UsageError(
      `${directory} holds no state.db, so it is no data folder of the emulator: nothing was removed.`,
    );
  }
  const holder = lockHolder(directory);
  if (holder) throw new UsageError(`${holder} runs on ${directory}: stop it first.`);
  rmSync(directory, { recursive: true });
  console.log(`${directory} was removed: the next start begins anew.`);
});
