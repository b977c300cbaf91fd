import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Deployment } from '../bin/support/deployment.ts';
import type { Person } from './person.ts';

const PATIENCE_MILLISECONDS = 60_000;
const SHOWN_FRAMES = 10;

/** API Gateway's own frames have no event. */
const frame = z.looseObject({ event: z.string().default('gateway') });
export type Frame = z.infer<typeof frame>;

/** Somebody at a socket of the chat. */
export class Chatter {
  readonly #socket: WebSocket;
  readonly #received: Frame[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => {
      this.#received.push(frame.parse(JSON.parse(String(data))));
      socket.emit('received');
    });
  }

  /** Connects with the token as a page in a browser does: among the subprotocols. */
  static async join(deployment: Deployment, { token }: Person): Promise<Chatter> {
    const socket = new WebSocket(await deployment.output('chat', 'WebSocketUrl'), ['telar', token]);
    const chatter = new Chatter(socket);
    await once(socket, 'open');
    return chatter;
  }

  say(message: string, more: Record<string, unknown> = {}): void {
    this.#socket.send(JSON.stringify({ action: 'sendmessage', message, ...more }));
  }

  /**
   * Waits for a frame, also among those that came in already.
   *
   * @throws Error after a minute, with the last frames that came
   */
  async hears(what: string, matches: (frame: Frame) => boolean): Promise<Frame> {
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    for (;;) {
      const found = this.#received.find(matches);
      if (found) return found;
      await once(this.#socket, 'received', { signal }).catch((cause: unknown) => {
        const last = this.#received.slice(-SHOWN_FRAMES).map((one) => JSON.stringify(one));
        throw new Error(`waited for ${what}; what came was ${last.join(' ') || 'nothing'}`, { cause });
      });
    }
  }

  async leave(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }
}

/** @returns the status with which a handshake is refused; undefined when it is not */
export async function handshakeRefusal(deployment: Deployment): Promise<number | undefined> {
  const socket = new WebSocket(await deployment.output('chat', 'WebSocketUrl'));
  socket.on('error', () => {});
  const status = await Promise.race([
    once(socket, 'unexpected-response').then(([, { statusCode }]) => Number(statusCode)),
    once(socket, 'open').then(() => undefined),
  ]);
  socket.terminate();
  return status;
}
