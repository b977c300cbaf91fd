import type { Frame, Request } from '../../../../web/src/chat/frames.ts';
import type { ChatPorts, Socket } from '../../../../web/src/chat/ports.ts';

/** A socket that the test answers for. */
export class FakeSocket implements Socket {
  onopen: Socket['onopen'] = null;
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly url: string;
  readonly protocols: readonly string[];
  readonly sent: Request[] = [];
  isClosed = false;

  constructor(url: string, protocols: readonly string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }

  close(): void {
    this.isClosed = true;
    this.onclose?.({} as CloseEvent);
  }

  /** The server lets the client in. */
  accept(): void {
    this.onopen?.({} as Event);
  }

  /** The server sends a frame. */
  say(frame: Frame | string): void {
    this.onmessage?.({ data: typeof frame === 'string' ? frame : JSON.stringify(frame) } as MessageEvent);
  }

  /** The way to the server is cut. */
  cut(): void {
    this.onclose?.({} as CloseEvent);
  }

  sentOf<Action extends Request['action']>(action: Action): Extract<Request, { action: Action }>[] {
    return this.sent.filter((request): request is Extract<Request, { action: Action }> => request.action === action);
  }
}

/** Time that stands still until the test moves it, sockets that it answers for, and memory for storage. */
export function fakePorts({ random = 0.5, storage = new Map<string, string>() } = {}) {
  let now = Date.parse('2030-01-01T00:00:00Z');
  let names = 0;
  const timers = new Set<{ at: number; callback: () => void }>();
  const sockets: FakeSocket[] = [];
  const ports: ChatPorts = {
    open(url, protocols) {
      const socket = new FakeSocket(url, protocols);
      sockets.push(socket);
      return socket;
    },
    token: async () => `token.${sockets.length + 1}.x`,
    now: () => now,
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    random: () => random,
    uuid() {
      names += 1;
      return `m${names}`;
    },
    storage: {
      getItem: (key) => storage.get(key) ?? null,
      setItem: (key, value) => void storage.set(key, value),
      removeItem: (key) => void storage.delete(key),
    },
  };
  return {
    ports,
    storage,
    sockets,
    /** The newest one. */
    socket: () => sockets.at(-1) as FakeSocket,
    timers: () => timers.size,
    now: () => now,
    /** Lets time go on, timer by timer, and what waits for a token. */
    async pass(milliseconds: number) {
      const end = now + milliseconds;
      await settled();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        now = next.at;
        next.callback();
        await settled();
      }
      now = end;
    },
  };
}

/** What promises had to do is done. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}
