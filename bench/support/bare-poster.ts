import { Agent, request } from 'node:http';

/** As many posts at once as the application sends. */
const POSTERS = 32;

export interface PostsToAll {
  readonly port: number;
  readonly members: number;
  readonly frame: string;
}

/** A process for itself: when its parent says so, posts a frame to each of the sockets of a bare gateway, unsigned. */
const agent = new Agent({ keepAlive: true });
process.on('message', ({ port, members, frame }: PostsToAll) => {
  const waiting = Array.from({ length: members }, (_, index) => index).values();
  const post = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const headers = { 'content-length': Buffer.byteLength(frame) };
      request({ host: '127.0.0.1', port, method: 'POST', path: `/${index}`, agent, headers }, (response) => {
        response.resume().once('end', resolve);
      })
        .once('error', reject)
        .end(frame);
    });
  for (let poster = 0; poster < POSTERS; poster += 1) {
    void (async () => {
      for (const index of waiting) await post(index);
    })();
  }
});
process.on('disconnect', () => process.exit());
