import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';

export interface Refusal {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** A client's side of a connection: its frames in order, and how it ends. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
  readonly #frames: string[] = [];
  readonly #waiting: ((frame: string) => void)[] = [];

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      const text = data.toString();
      const waiter = this.#waiting.shift();
      if (waiter) waiter(text);
      else this.#frames.push(text);
    });
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close').then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  }

  send(value: unknown): void {
    this.socket.send(typeof value === 'string' ? value : JSON.stringify(value));
  }

  /** The next frame, as text. */
  next(): Promise<string> {
    const frame = this.#frames.shift();
    return frame === undefined ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve(frame);
  }

  async close(code?: number, reason?: string): Promise<void> {
    this.socket.close(code, reason);
    await this.closed;
  }
}

/** Connects, or says how the handshake was refused. */
export function tryConnect(
  url: string,
  { protocols, ...options }: ClientOptions & { protocols?: string[] } = {},
): Promise<SocketClient | Refusal> {
  const socket = new WebSocket(url, protocols ?? [], options);
  const client = new SocketClient(socket);
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(client));
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, answer) => {
      let body = '';
      answer.setEncoding('utf8');
      answer.on('data', (text: string) => {
        body += text;
      });
      answer.on('end', () => resolve({ status: answer.statusCode, body, headers: answer.headers }));
    });
  });
}

export async function connect(url: string, options: Parameters<typeof tryConnect>[1] = {}): Promise<SocketClient> {
  const client = await tryConnect(url, options);
  if (client instanceof SocketClient) return client;
  throw new Error(`The handshake was refused with ${client.status} ${client.body}`);
}

export async function refusal(url: string, options: Parameters<typeof tryConnect>[1] = {}): Promise<Refusal> {
  const answer = await tryConnect(url, options);
  if (!(answer instanceof SocketClient)) return answer;
  throw new Error('The handshake was accepted');
}
