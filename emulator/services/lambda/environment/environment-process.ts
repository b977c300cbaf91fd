import { type ChildProcess, fork } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { BootstrapFiles } from './bootstrap-files.ts';

/** What can't be changed of a process once it has started. */
export interface ProcessSpec {
  readonly memoryMegabytes: number;
  readonly allowNetwork: boolean;
  /** Flags that the function asks for by its own variable `NODE_OPTIONS`. */
  readonly nodeOptions: string | undefined;
}

/** Parts of the memory size that AWS's runtime gives to the two parts of the heap. */
const YOUNG_GENERATION_PART = 0.05;
const OLD_GENERATION_PART = 0.9;

/** Starts the process of an environment; which function it runs, it is told later. */
export function startProcess(
  { memoryMegabytes, allowNetwork, nodeOptions }: ProcessSpec,
  bootstrap: BootstrapFiles,
): ChildProcess {
  const heap = [
    `--max-old-space-size=${Math.ceil(memoryMegabytes * OLD_GENERATION_PART)}`,
    `--max-semi-space-size=${Math.ceil(memoryMegabytes * YOUNG_GENERATION_PART)}`,
  ];
  const guard = allowNetwork ? [] : [`--require=${bootstrap.networkGuard}`];
  return fork(bootstrap.main, [], {
    execArgv: [...heap, ...guard],
    env: nodeOptions === undefined ? {} : { NODE_OPTIONS: nodeOptions },
    cwd: tmpdir(),
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A process group of its own: Ctrl-C in the terminal is for the emulator, and what a function started ends with it.
    detached: process.platform !== 'win32',
  });
}

/** Ends a process, and with it what it started itself. */
export function killProcess({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // The process is gone already.
  }
}
