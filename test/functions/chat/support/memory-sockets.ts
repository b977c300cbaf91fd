import { ConnectionGoneError, type Sockets } from '../../../../functions/chat/sockets/sockets.ts';

/** Sockets in memory. A test says which are gone, which refuse, and for which to wait. */
export class MemorySockets implements Sockets {
  readonly frames = new Map<string, string[]>();
  readonly closed: string[] = [];
  readonly gone = new Set<string>();
  readonly refusing = new Set<string>();
  readonly slow = new Map<string, Promise<void>>();
  #sending = 0;
  /** The most sends that were under way at once. */
  busiest = 0;

  async send(connectionId: string, frame: string): Promise<void> {
    this.#sending += 1;
    this.busiest = Math.max(this.busiest, this.#sending);
    try {
      await (this.slow.get(connectionId) ?? new Promise(setImmediate));
      if (this.gone.has(connectionId)) throw new ConnectionGoneError(connectionId);
      if (this.refusing.has(connectionId)) throw new Error('LimitExceededException');
      this.frames.set(connectionId, [...(this.frames.get(connectionId) ?? []), frame]);
    } finally {
      this.#sending -= 1;
    }
  }

  async close(connectionId: string): Promise<void> {
    this.closed.push(connectionId);
  }
}
