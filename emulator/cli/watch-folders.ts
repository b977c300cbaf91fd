import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join, sep } from 'node:path';

export interface WatchOptions {
  /** Whether to look into a folder. */
  readonly enter: (folder: string) => boolean;
  /** Told of every file or folder that comes, changes or goes. */
  readonly changed: (path: string) => void;
}

/**
 * Watches a folder and those in it, by one watch for each: Node's own recursive watch loses files on Linux that are
 * replaced by another of the same name, which is how editors and git write them. Answers how to stop.
 */
export function watchFolders(root: string, { enter, changed }: WatchOptions): () => void {
  const watchers = new Map<string, FSWatcher>();

  const leave = (folder: string) => {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(folder + sep)) continue;
      watcher.close();
      watchers.delete(path);
    }
  };
  const add = (folder: string, found: (path: string) => void) => {
    const watcher = watchOne(folder, (name) => {
      const path = join(folder, name);
      changed(path);
      // A folder that was replaced is another one, which the old watch does not see.
      leave(path);
      if (isFolder(path) && enter(path)) add(path, changed);
    });
    if (!watcher) return;
    watchers.set(folder, watcher);
    for (const name of namesIn(folder)) {
      const path = join(folder, name);
      found(path);
      if (isFolder(path) && enter(path)) add(path, found);
    }
  };

  add(root, () => {});
  return () => leave(root);
}

/** Undefined when the folder is gone already. */
function watchOne(folder: string, changed: (name: string) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_event, name) => {
      if (name !== null) changed(name);
    });
    // The folder was removed: whoever watches the one around it is told.
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
