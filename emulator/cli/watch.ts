import { type FSWatcher, globSync, watch } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import type { CdkProject } from './cdk-project.ts';

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
      await changed(files);
      busy = false;
      if (pending.size > 0) settle();
    }, QUIET_MILLISECONDS);
  };

  const watchers = roots(project).map(
    (root): FSWatcher =>
      watch(join(project.directory, root), { recursive: true }, (_event, name) => {
        const file = name ? join(root, name) : root;
        if (!isSource(project, file)) return;
        pending.add(file);
        settle();
      }),
  );
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

/** The top folders and files that the project's globs start with: node_modules must not be walked. */
function roots({ directory, include }: CdkProject): string[] {
  const tops = include.map((glob) => glob.split('/')[0] ?? '');
  const named = globSync(tops, { cwd: directory, exclude: ['node_modules', '.git', 'cdk.out', 'build', '.telar'] });
  return [...new Set(named)];
}

function isSource({ include, exclude }: CdkProject, file: string): boolean {
  const unix = file.replaceAll('\\', '/');
  return include.some((glob) => matchesGlob(unix, glob)) && !exclude.some((glob) => matchesGlob(unix, glob));
}
