import { backOff } from './back-off.ts';
import { type Frame, parseFrame, type Request } from './frames.ts';
import type { ChatPorts, Socket } from './ports.ts';

export type ConnectionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'connected' }
  /** Lost; `retryAt` is when the next attempt begins, milliseconds since 1970. */
  | { readonly status: 'waiting'; readonly retryAt: number }
  | { readonly status: 'closed' };

export interface ConnectionOptions {
  readonly url: string;
  readonly ports: ChatPorts;
  onState(state: ConnectionState): void;
  onFrame(frame: Frame): void;
}

/** Answered by the server as the subprotocol it chose, for a browser wants one of those that it offered. */
const PROTOCOL = 'telar';

// https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: 10 minutes idle, 2 hours in all.
const PING_MILLISECONDS = 4 * 60 * 1_000;
const RENEW_MILLISECONDS = 110 * 60 * 1_000;
/** A socket that says nothing for so long after a ping is dead, whatever the browser believes. */
const PONG_MILLISECONDS = 10_000;
/** A handshake takes a token, an authorizer and a function that may start cold. */
const OPEN_MILLISECONDS = 15_000;

/**
 * One way to the server that is mended whenever it breaks: after a wait with full jitter, at once when the browser is online again, and
 * before API Gateway ends it after two hours. A new socket takes over before the old one is let go.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #socket: Socket | undefined;
  /** Frames of an older one are not listened to. */
  #generation = 0;
  #attempt = 0;
  #calledOff: (() => void)[] = [];
  #pong: (() => void) | undefined;
  #isClosed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Connects now, without waiting for the time that was set. */
  connect(): void {
    this.#isClosed = false;
    this.#callOff();
    void this.#open();
  }

  /** @returns whether there was a socket to send it by; that it arrives is not said */
  send(request: Request): boolean {
    if (!this.#socket) return false;
    this.#socket.send(JSON.stringify(request));
    return true;
  }

  /** The browser knows that there is no way any more, long before the socket does. */
  interrupt(): void {
    if (this.#socket) this.#lost();
  }

  close(): void {
    this.#isClosed = true;
    this.#callOff();
    this.#drop();
    this.#options.onState({ status: 'closed' });
  }

  async #open(): Promise<void> {
    const { url, ports, onState } = this.#options;
    this.#generation += 1;
    const generation = this.#generation;
    const isCurrent = () => generation === this.#generation && !this.#isClosed;
    if (!this.#socket) onState({ status: 'connecting' });
    let token: string;
    try {
      token = await ports.token();
    } catch {
      if (isCurrent()) this.#lost();
      return;
    }
    if (!isCurrent()) return;
    const socket = ports.open(url, [PROTOCOL, token]);
    const giveUp = ports.after(OPEN_MILLISECONDS, () => socket.close());
    socket.onopen = () => {
      giveUp();
      if (isCurrent()) this.#opened(socket);
      else socket.close();
    };
    socket.onmessage = ({ data }) => this.#received(socket, data);
    socket.onclose = () => {
      giveUp();
      if (socket === this.#socket || isCurrent()) this.#lost();
    };
  }

  #opened(socket: Socket): void {
    const { ports, onState } = this.#options;
    const before = this.#socket;
    this.#socket = socket;
    this.#attempt = 0;
    if (before) release(before);
    this.#callOff();
    this.#later(RENEW_MILLISECONDS, () => void this.#open());
    this.#pingLater(ports);
    onState({ status: 'connected' });
  }

  #received(socket: Socket, data: unknown): void {
    if (socket !== this.#socket) return;
    this.#pong?.();
    this.#pong = undefined;
    const frame = parseFrame(data);
    if (frame) this.#options.onFrame(frame);
  }

  #pingLater(ports: ChatPorts): void {
    this.#later(PING_MILLISECONDS, () => {
      this.send({ action: 'ping' });
      this.#pong = ports.after(PONG_MILLISECONDS, () => this.#lost());
      this.#calledOff.push(() => this.#pong?.());
      this.#pingLater(ports);
    });
  }

  #lost(): void {
    const { ports, onState } = this.#options;
    if (this.#isClosed) return;
    this.#callOff();
    this.#drop();
    const wait = backOff(this.#attempt, ports.random());
    this.#attempt += 1;
    onState({ status: 'waiting', retryAt: ports.now() + wait });
    this.#later(wait, () => void this.#open());
  }

  #drop(): void {
    this.#generation += 1;
    if (this.#socket) release(this.#socket);
    this.#socket = undefined;
  }

  #later(milliseconds: number, callback: () => void): void {
    this.#calledOff.push(this.#options.ports.after(milliseconds, callback));
  }

  #callOff(): void {
    for (const callOff of this.#calledOff.splice(0)) callOff();
    this.#pong = undefined;
  }
}

/** https://developer.mozilla.org/en-US/docs/Web/API/CloseEvent/code: this side has no more use for it. */
const NORMAL = 1_000;

function release(socket: Socket): void {
  socket.onopen = null;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close(NORMAL);
}
