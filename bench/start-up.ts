import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmulator } from './support/emulator.ts';
import { repeat, row, spread } from './support/figures.ts';

const RUNS = 3;
/** How long an emulator is left alone before its memory is read. */
const IDLE_MILLISECONDS = 15_000;

/** From the start of the process to "Telar is ready", and the memory of an emulator that has nothing to do. */
export async function startUp(): Promise<string[]> {
  const data = mkdtempSync(join(tmpdir(), 'telar-bench-'));
  // As a user has them, the same at every start: stacks that hand out URLs are updated when the ports are others.
  const ports = ['--port', await freePort(), '--web-port', await freePort()];
  try {
    const synthesized = await repeat(RUNS, async (run) => {
      // A context value that no stack reads: the inputs differ, so the application is synthesized anew.
      const emulator = await startEmulator([...ports, '--data-dir', data, '-c', `bench=${process.pid}-${run}`]);
      await emulator.stop();
      return emulator.readyMilliseconds;
    });
    await (await startEmulator([...ports, '--data-dir', data])).stop();
    const reused = await repeat(RUNS, async () => {
      const emulator = await startEmulator([...ports, '--data-dir', data]);
      await emulator.stop();
      return emulator.readyMilliseconds;
    });
    const empty = await repeat(RUNS, async () => {
      const emulator = await startEmulator([...ports, '--ephemeral']);
      await emulator.stop();
      return emulator.readyMilliseconds;
    });
    const idle = await startEmulator([...ports, '--data-dir', data]);
    await wait(IDLE_MILLISECONDS);
    const memory = idle.memory();
    await idle.stop();
    return [
      row('start, application synthesized, stacks unchanged', spread(synthesized), 'ms'),
      row('start, assembly reused, stacks unchanged', spread(reused), 'ms'),
      row('start, assembly reused, everything deployed anew', spread(empty), 'ms'),
      row(`memory when idle for ${IDLE_MILLISECONDS / 1_000} s`, spread([memory]), 'MB'),
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return String(typeof address === 'object' ? address?.port : address);
}
