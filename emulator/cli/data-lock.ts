import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './flags.ts';

/** Two emulators on one folder would undo each other's work: the first one holds it. */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'lock');
  const holder = lockHolder(directory);
  if (holder) {
    throw new UsageError(
      `Process ${holder} runs on the data folder ${directory}: stop it, or give another --data-dir or --ephemeral.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** The process that runs on a data folder, if one does. */
export function lockHolder(directory: string): number | undefined {
  const pid = readLock(join(directory, 'lock'));
  return pid !== undefined && pid !== process.pid && isAlive(pid) ? pid : undefined;
}

function readLock(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
