import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';

/** What sending one frame to so many sockets costs with nothing around it, in milliseconds until the last has it: several runs. */
export async function rawBroadcasts(members: number, runs: number, frame: string): Promise<number[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = Array.from({ length: members }, () => new WebSocket(`ws://127.0.0.1:${port}`));
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const heard = Promise.all(sockets.map((socket) => once(socket, 'message')));
    const started = performance.now();
    for (const client of server.clients) client.send(frame);
    await heard;
    times.push(performance.now() - started);
  }
  for (const socket of sockets) socket.terminate();
  await new Promise((resolve) => server.close(resolve));
  return times;
}
