import type { Connection } from './connection.ts';

/**
 * The open connections of all WebSocket APIs. They live with the process: one that is not here is gone, also after a
 * restart.
 */
export class Connections {
  readonly #byId = new Map<string, Connection>();

  get size(): number {
    return this.#byId.size;
  }

  add(connection: Connection): void {
    this.#byId.set(connection.peer.connectionId, connection);
  }

  remove(connection: Connection): void {
    this.#byId.delete(connection.peer.connectionId);
  }

  find(connectionId: string): Connection | undefined {
    return this.#byId.get(connectionId);
  }

  all(): Connection[] {
    return [...this.#byId.values()];
  }
}
