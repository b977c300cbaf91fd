import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Duplex, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createServer } from '../../runtime/node-http.ts';
import type { WireAnswer } from './answer.ts';
import { BrowserGuard } from './browser-guard.ts';
import { withApiInPath } from './execute-api-host.ts';
import { alsoHttp2, type RequestListener } from './http2.ts';

/** Longer than the keep-alive of SDK and CLI, so that the client closes first and no request meets a closed socket. */
const KEEP_ALIVE_MILLISECONDS = 75_000;

export type Handler = (message: IncomingMessage, signal: AbortSignal) => Promise<WireAnswer>;

/** Handlers by path prefix; the longest prefix that fits answers, and `''` answers the rest. */
export type Mounts = ReadonlyMap<string, Handler>;

/** Takes over connections that leave HTTP for WebSocket. */
export interface UpgradeHandler {
  /** Owns the socket from now on, also when it refuses the handshake. */
  handle(message: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye and ends its connections; called before the server closes, which would wait for them. */
  close(): Promise<void>;
}

/** By path prefix, as mounts are. */
export type Upgrades = ReadonlyMap<string, UpgradeHandler>;

export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface ListenOptions {
  readonly mounts: Mounts;
  /** Default: none; a handshake is then answered as the plain request that it also is. */
  readonly upgrades?: Upgrades;
  /** 0 picks a free one. */
  readonly port: number;
  /** Default: the loopback addresses 127.0.0.1 and ::1. */
  readonly hosts?: readonly string[];
  /** Default: answers to this machine's own names. */
  readonly guard?: BrowserGuard;
  /** Told of what a handler throws: a bug of ours. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Serves on one port of every host given.
 *
 * @throws NodeJS.ErrnoException EADDRINUSE when the port is taken
 */
export async function listen({
  mounts,
  upgrades = new Map(),
  port,
  hosts = ['127.0.0.1', '::1'],
  guard = new BrowserGuard(),
  onFault,
}: ListenOptions): Promise<RunningServer> {
  const servers: Listening[] = [];
  let chosen = port;
  try {
    for (const host of hosts) {
      const listening = serve({ mounts, upgrades, guard, onFault });
      if (await bound(listening.server, host, chosen)) servers.push(listening);
      chosen = (servers[0]?.server.address() as AddressInfo | undefined)?.port ?? chosen;
    }
  } catch (error) {
    await Promise.all(servers.map(closed));
    throw error;
  }
  return {
    port: chosen,
    async close() {
      await Promise.all([...upgrades.values()].map((handler) => handler.close()));
      await Promise.all(servers.map(closed));
    },
  };
}

type Serving = Required<Pick<ListenOptions, 'mounts' | 'upgrades' | 'guard' | 'onFault'>>;

/** A server, and what ends the connections that it does not know of. */
interface Listening {
  readonly server: Server;
  readonly endOthers: () => void;
}

function serve({ mounts, upgrades, guard, onFault }: Serving): Listening {
  const handlerOf = byPrefix(mounts);
  const upgradeOf = byPrefix(upgrades);
  const options = {
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    requestTimeout: 0,
    // Clients that offer another protocol (curl --http2) still want an answer in this one.
    shouldUpgradeCallback(message: IncomingMessage) {
      message.url = withApiInPath(message);
      return message.headers.upgrade?.toLowerCase() === 'websocket' && upgradeOf(message.url) !== undefined;
    },
  };
  const answer: RequestListener = (message, response) => {
    message.url = withApiInPath(message);
    const refused = guard.refusalOf(message);
    const handler = refused ? async () => refused : handlerOf(message.url);
    const gone = new AbortController();
    response.on('close', () => {
      // A connection also closes behind an answer; to abort then would cost as much as parsing the request did.
      if (!response.writableEnded) gone.abort();
    });
    (handler ?? notFound)(message, gone.signal)
      .then((answer) => send(answer, message, response))
      .catch((error: unknown) => {
        onFault(error);
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end();
      });
  };
  const server = createServer(options, answer);
  // Without the listener Node does not ask whether to upgrade.
  if (upgrades.size > 0) {
    server.on('upgrade', (message, socket, head) => {
      if (guard.refusalOf(message)) socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      else upgradeOf(message.url ?? '')?.handle(message, socket, head);
    });
  }
  return { server, endOthers: alsoHttp2(server, answer) };
}

/** What fits a path by the longest prefix. */
function byPrefix<T>(table: ReadonlyMap<string, T>): (url: string) => T | undefined {
  const prefixes = [...table.keys()].sort((a, b) => b.length - a.length);
  return (url) => {
    const prefix = prefixes.find((candidate) => url.startsWith(candidate));
    return prefix === undefined ? undefined : table.get(prefix);
  };
}

const notFound: Handler = async () => ({ status: 404, headers: {}, body: undefined });

async function send(
  { status, headers, body }: WireAnswer,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // What the handler left unread must be drained, or the connection cannot be used again.
  if (!message.complete) message.resume();
  if (body instanceof Readable) {
    response.writeHead(status, { ...headers });
    if (message.method === 'HEAD') return void response.end();
    // A client that leaves early is no fault of the emulator's.
    return pipeline(body, response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
  const isHead = message.method === 'HEAD';
  if ('content-length' in headers || isBodiless(status) || (isHead && body === undefined)) {
    response.writeHead(status, headers);
  } else {
    // Said of an empty body, too: Node would send it in chunks, of which there are none.
    response.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) });
  }
  response.end(isHead ? undefined : body);
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-8.6 */
const isBodiless = (status: number) => status === 204 || status === 304;

/** Whether the address could be bound; a machine without IPv6 has no ::1, and that is fine. */
function bound(server: Server, host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (host === '::1' && (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')) resolve(false);
      else reject(error);
    });
    server.listen({ port, host }, () => resolve(true));
  });
}

function closed({ server, endOthers }: Listening): Promise<void> {
  endOthers();
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
