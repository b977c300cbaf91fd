import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';
import { makeFolder } from '../runtime/make-folder.ts';
import { UsageError } from './flags.ts';

/** A database of its own, because its lock is the system's: a process that is killed lets go of it. */
const LOCK_FILE = 'lock.db';
/** Who holds the lock, for the message alone. */
const PID_FILE = 'pid';

/**
 * Two emulators on one folder would undo each other's work: the first one holds it. Answers how to let go.
 *
 * @throws UsageError when another process holds the folder, or it can't be made or written to
 */
export function lockDataDirectory(directory: string): () => void {
  try {
    makeFolder(directory);
    const lock = tryLock(directory);
    if (!lock) {
      throw new UsageError(
        `${describeHolder(directory)} runs on the data folder ${directory}: stop it, or give another --data-dir or --ephemeral.`,
      );
    }
    writeFileSync(join(directory, PID_FILE), String(process.pid));
    return () => {
      rmSync(join(directory, PID_FILE), { force: true });
      lock.close();
    };
  } catch (error) {
    if (error instanceof UsageError || !isNativeError(error)) throw error;
    throw new UsageError(`The data folder ${directory} cannot be used: ${error.message}. Give another --data-dir.`, {
      cause: error,
    });
  }
}

/** The process that runs on a data folder, if one does: "Process 4711". */
export function lockHolder(directory: string): string | undefined {
  const lock = tryLock(directory);
  lock?.close();
  return lock ? undefined : describeHolder(directory);
}

function tryLock(directory: string): DatabaseSync | undefined {
  const database = new DatabaseSync(join(directory, LOCK_FILE), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    if (isNativeError(error) && error.message.includes('database is locked')) return undefined;
    throw error;
  }
}

function describeHolder(directory: string): string {
  try {
    return `Process ${readFileSync(join(directory, PID_FILE), 'utf8')}`;
  } catch {
    // It has only just started, and not written its number yet.
    return 'Another process';
  }
}
