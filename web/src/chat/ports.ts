/** The part of a browser's WebSocket that the client uses. */
export interface Socket {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(data: string): void;
  close(code?: number): void;
}

/** Time, chance and the browser, so that a test can play them. */
export interface ChatPorts {
  /** Opens a socket; the token goes as a subprotocol, for an address would be written into logs. */
  open(url: string, protocols: readonly string[]): Socket;
  /** A token that is good for the next minutes. */
  token(): Promise<string>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back after so many milliseconds, and answers what calls that off. */
  after(milliseconds: number, callback: () => void): () => void;
  /** From 0 (included) to 1 (excluded). */
  random(): number;
  /** A name that nothing else has. */
  uuid(): string;
  /** Where messages wait that were not taken yet, beyond a reload. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

/** The browser's own. */
export function browserPorts(token: () => Promise<string>): ChatPorts {
  return {
    open: (url, protocols) => new WebSocket(url, [...protocols]),
    token,
    now: Date.now,
    after(milliseconds, callback) {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
    random: Math.random,
    uuid: () => crypto.randomUUID(),
    storage: localStorage,
  };
}
