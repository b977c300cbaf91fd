import { spawn } from 'node:child_process';
import { connect } from 'node:net';

export interface Load {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

/**
 * Sends one request over and over through kept connections, and answers how many were answered per second. A plain
 * socket: an HTTP client would be slower than what it measures.
 */
export async function requestsPerSecond(load: Load): Promise<number> {
  const url = new URL(load.endpoint);
  const head = Object.entries({
    host: url.host,
    'content-length': String(Buffer.byteLength(load.body)),
    ...load.headers,
  });
  const request = `POST / HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${load.body}`;
  const end = performance.now() + load.seconds * 1000;
  const counts = await Promise.all(Array.from({ length: load.connections }, () => exchange(url, request, end)));
  return counts.reduce((sum, count) => sum + count, 0) / load.seconds;
}

function exchange(url: URL, request: string, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => socket.write(request)).setNoDelay();
    let received = '';
    let answered = 0;
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      received += chunk;
      const bodyAt = received.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (bodyAt < 4 || received.length < bodyAt + length) return;
      if (!received.startsWith('HTTP/1.1 200')) return reject(new Error(received));
      received = '';
      answered += 1;
      if (performance.now() < end) socket.write(request);
      else {
        socket.destroy();
        resolve(answered);
      }
    });
  });
}

const CANNED = `
const answer = '{"FailedEntryCount":0,"Entries":[{"EventId":"00000000-0000-0000-0000-000000000000"}]}';
require('node:http').createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(200, {'content-type': 'application/json', 'content-length': answer.length}).end(answer));
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
`;

/** A server that answers every request with the same words: the most that HTTP gives on this machine. */
export async function cannedServer(): Promise<{ readonly endpoint: string; stop(): void }> {
  const child = spawn(process.execPath, ['-e', CANNED], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (line) => resolve(String(line).trim())),
  );
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}
