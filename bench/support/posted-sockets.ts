import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { PostsToAll } from './bare-poster.ts';

const address = z.tuple([z.object({ port: z.number() })]).rest(z.unknown());

/**
 * What one frame to so many sockets costs where each is sent to by a request of its own, as API Gateway wants it, in milliseconds until the
 * last has it: `node:http` on both sides, in processes of their own, with no signature, permission or record. Several runs, after one that
 * does not count.
 */
export async function postedBroadcasts(members: number, runs: number, frame: string): Promise<number[]> {
  const gateway = start('bare-gateway.ts');
  const poster = start('bare-poster.ts');
  const [{ port }] = address.parse(await once(gateway, 'message'));
  const sockets = Array.from({ length: members }, () => new WebSocket(`ws://127.0.0.1:${port}`));
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const times: number[] = [];
    for (let run = 0; run <= runs; run += 1) {
      const heard = Promise.all(sockets.map((socket) => once(socket, 'message')));
      const started = performance.now();
      poster.send({ port, members, frame } satisfies PostsToAll);
      await heard;
      times.push(performance.now() - started);
    }
    return times.slice(1);
  } finally {
    for (const socket of sockets) socket.terminate();
    poster.disconnect();
    gateway.disconnect();
  }
}

function start(program: string): ChildProcess {
  return fork(join(import.meta.dirname, program));
}
