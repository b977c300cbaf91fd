import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..', '..');
const manifest = z.object({ scripts: z.object({ start: z.string().startsWith('node ') }) });

/** An emulator in a process of its own, as a user starts it. */
export interface Emulator {
  readonly endpoint: string;
  /** From the start of the process to its line "Telar is ready". */
  readonly readyMilliseconds: number;
  readonly pid: number;
  /** Resident memory in megabytes. Linux alone. */
  memory(): number;
  stop(): Promise<void>;
}

/** Starts what `npm start` starts, with these flags, on a free port. */
export async function startEmulator(flags: readonly string[]): Promise<Emulator> {
  const started = performance.now();
  const child = spawn(process.execPath, [...startArguments(), '--port', '0', '--no-watch', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = await readUntil(child, /AWS endpoint\s+http:\/\/localhost:(\d+)/);
  const { pid = 0 } = child;
  return {
    endpoint: `http://127.0.0.1:${printed[1]}`,
    readyMilliseconds: performance.now() - started,
    pid,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** The script without npm, which would stand between us and the process, and its time in the figures. */
function startArguments(): string[] {
  const { scripts } = manifest.parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
  return scripts.start.split(' ').slice(1);
}

function readUntil(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let printed = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      printed += chunk;
      const found = pattern.exec(printed);
      if (found) resolve(found);
    });
    child.once('exit', (status) => reject(new Error(`The emulator ended with status ${status}:\n${printed}`)));
  });
}
