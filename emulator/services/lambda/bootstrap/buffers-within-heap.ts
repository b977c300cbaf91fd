import { flushCompileCache } from 'node:module';
import { setFlagsFromString } from 'node:v8';

/**
 * Buffers count towards the heap's limit, not towards one of their own that is the same for every memory size: a function
 * that streams a few megabytes is spared a collection of its whole heap each time, and its peak is no higher.
 *
 * V8 is told once the function is loaded. To a process that starts with other flags than Node was built with, the compiled code that
 * comes with Node is of no use, and to compile it anew takes half of the start.
 */
export function countBuffersWithinHeap(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}

/** Writes compiled code as that of the flags with which the next process will look for it. */
export function keepCompiledCode(): void {
  setFlagsFromString('--no-external-memory-accounted-in-global-limit');
  flushCompileCache();
  countBuffersWithinHeap();
}
