import { existsSync } from 'node:fs';
import { join, matchesGlob, relative } from 'node:path';
import { ALWAYS_EXCLUDED, type CdkProject } from './cdk-project.ts';
import { watchFolders } from './watch-folders.ts';

/** Editors write a file in several steps; a change is over when nothing further has come for this long. */
const QUIET_MILLISECONDS = 40;

/**
 * Calls `changed` with the files that changed, relative to the project, once they have come to rest, and not again while
 * it is still at work.
 */
export function watchSources(project: CdkProject, changed: (files: readonly string[]) => Promise<void>): () => void {
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let busy = false;

  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (busy) return;
      busy = true;
      const files = [...pending];
      pending.clear();
      // What an editor wrote to put in the place of a file is gone by now, and nobody's change.
      const there = files.filter((file) => existsSync(join(project.directory, file)));
      try {
        await changed(there.length > 0 ? there : files);
      } finally {
        busy = false;
        if (pending.size > 0) settle();
      }
    }, QUIET_MILLISECONDS);
  };

  const stop = watchFolders(project.directory, {
    enter: (folder) => mayHoldSources(project, relative(project.directory, folder)),
    changed(path) {
      const file = relative(project.directory, path);
      if (!isSource(project, file)) return;
      pending.add(file);
      settle();
    },
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

/** Folders in which no source can be are not watched: node_modules alone has thousands. */
function mayHoldSources({ include, exclude }: CdkProject, folder: string): boolean {
  const unix = folder.replaceAll('\\', '/');
  const [top = ''] = unix.split('/');
  if ([...ALWAYS_EXCLUDED, ...exclude].some((glob) => matchesGlob(unix, glob))) return false;
  return include.some((glob) => matchesGlob(top, glob.split('/')[0] ?? ''));
}

function isSource({ include, exclude }: CdkProject, file: string): boolean {
  const unix = file.replaceAll('\\', '/');
  return include.some((glob) => matchesGlob(unix, glob)) && !exclude.some((glob) => matchesGlob(unix, glob));
}
