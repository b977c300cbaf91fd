import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An HTTP endpoint on a free port of this machine that writes down what it gets. */
export async function openWebHook() {
  const posted: Posted[] = [];
  let waiting: (() => void)[] = [];
  /** How the next requests are answered; 200 when there are no more. 0 never answers. */
  const statuses: number[] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      const status = statuses.shift() ?? 200;
      posted.push({ headers: request.headers, body });
      for (const resume of waiting) resume();
      waiting = [];
      if (status > 0) response.writeHead(status).end(status === 200 ? '' : 'sorry');
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook?x=1`,
    posted,
    statuses,
    /** Waits until so many requests have come in all. */
    async received(count: number): Promise<readonly Posted[]> {
      while (posted.length < count) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
      return posted;
    },
    close() {
      server.closeAllConnections();
      return new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
