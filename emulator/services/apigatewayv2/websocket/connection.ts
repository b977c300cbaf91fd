import { isUtf8 } from 'node:buffer';
import type { WebSocket } from 'ws';
import type { Cancel, Clock } from '../../../runtime/clock.ts';
import { CLOSE_GOING_AWAY, CONNECTION_MILLISECONDS, IDLE_MILLISECONDS, UNSENT_BYTES } from './limits.ts';
import type { Peer } from './peer.ts';

/** Why a connection ended, as `$disconnect` is told. */
export interface Ending {
  readonly code: number;
  readonly reason: string;
}

/** `full`: the client reads too slowly, and what waits for it may not grow. */
export type Sent = 'sent' | 'gone' | 'full';

/** An open socket. Ends once: by the client, by the backend, by age or by silence. */
export class Connection {
  readonly peer: Peer;
  readonly #socket: WebSocket;
  readonly #clock: Clock;
  readonly #ended: (connection: Connection, ending: Ending) => void;
  /** Epoch milliseconds of the last message in either direction. */
  #lastActiveAt: number;
  #expiry: Cancel;
  #open = true;
  /** Messages of the client that are with integrations. */
  underWay = 0;

  constructor(peer: Peer, socket: WebSocket, clock: Clock, ended: (connection: Connection, ending: Ending) => void) {
    this.peer = peer;
    this.#socket = socket;
    this.#clock = clock;
    this.#ended = ended;
    this.#lastActiveAt = clock.now();
    this.#expiry = this.#watch();
  }

  get open(): boolean {
    return this.#open;
  }

  get lastActiveAt(): number {
    return this.#lastActiveAt;
  }

  touch(): void {
    this.#lastActiveAt = this.#clock.now();
  }

  /** Hands a message to the socket, as text where it is text. Never waits for the client. */
  send(data: Uint8Array): Sent {
    if (!this.#open || this.#socket.readyState !== this.#socket.OPEN) return 'gone';
    if (this.#socket.bufferedAmount + data.length > UNSENT_BYTES) return 'full';
    this.#socket.send(data, { binary: !isUtf8(data) });
    this.touch();
    return 'sent';
  }

  /** Reads no further from the client until `resume`. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    if (this.#socket.isPaused) this.#socket.resume();
  }

  /** Ends the connection from this side; the client is told code and reason. */
  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#socket.close(code, reason);
    this.end({ code, reason });
  }

  /** The socket is closed, or about to be. */
  end(ending: Ending): void {
    if (!this.#open) return;
    this.#open = false;
    this.#expiry();
    this.#ended(this, ending);
  }

  /** One timer a connection, set again only when it fires: a busy socket costs no timers. */
  #watch(): Cancel {
    const tooOld = this.peer.connectedAt + CONNECTION_MILLISECONDS;
    const tooQuiet = this.#lastActiveAt + IDLE_MILLISECONDS;
    return this.#clock.at(Math.min(tooOld, tooQuiet), () => {
      const now = this.#clock.now();
      if (now >= tooOld || now >= this.#lastActiveAt + IDLE_MILLISECONDS) this.close(CLOSE_GOING_AWAY, 'Going away');
      else this.#expiry = this.#watch();
    });
  }
}
