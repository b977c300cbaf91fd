import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Http2Server, Http2ServerRequest } from 'node:http2';
import { createRequire } from 'node:module';
import type { Socket } from 'node:net';

const require = createRequire(import.meta.url);

/** What every HTTP/2 connection begins with (RFC 9113, section 3.4); no request of HTTP/1 can. */
const PREFACE = 'PRI ';

/** As long as Node gives a client of HTTP/1 for its headers. */
const FIRST_BYTES_MILLISECONDS = 60_000;

export type RequestListener = (message: IncomingMessage, response: ServerResponse) => void;

/**
 * Lets a server of HTTP/1 speak HTTP/2 too, with those who begin in it: SDK clients of services that stream both ways
 * (Lex, Transcribe, Kinesis) know nothing else, not even for their plain operations.
 *
 * @returns ends the connections that the server itself does not know of
 */
export function alsoHttp2(server: Server, listener: RequestListener): () => void {
  const http1 = server.listeners('connection');
  const sockets = new Set<Socket>();
  let http2: Http2Server | undefined;
  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.setTimeout(FIRST_BYTES_MILLISECONDS, () => socket.destroy());
    socket.on('error', ignore);
    socket.once('close', () => sockets.delete(socket));
    firstBytes(socket, (first) => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.unshift(first);
      if (!startsLikePreface(first)) {
        socket.off('error', ignore);
        sockets.delete(socket);
        for (const handle of http1) handle.call(server, socket);
        return;
      }
      http2 ??= http2Server(listener);
      http2.emit('connection', socket);
    });
  });
  return () => {
    for (const socket of sockets) socket.destroy();
  };
}

const startsLikePreface = (bytes: Buffer) => PREFACE.startsWith(bytes.toString('latin1', 0, PREFACE.length));

/** Waits until enough was said to tell the two apart: a POST begins with the same letter. */
function firstBytes(socket: Socket, told: (bytes: Buffer) => void, before: Buffer = Buffer.alloc(0)): void {
  socket.once('readable', () => {
    const read: Buffer | null = socket.read();
    if (read === null) return void socket.destroy();
    const bytes = Buffer.concat([before, read]);
    if (bytes.length < PREFACE.length && startsLikePreface(bytes)) firstBytes(socket, told, bytes);
    else told(bytes);
  });
}

/** A client that resets its connection before it said anything. */
const ignore = () => {};

function http2Server(listener: RequestListener): Http2Server {
  const { createServer } = require('node:http2') as typeof import('node:http2');
  const server = createServer((request, response) => {
    request.headers.host ??= request.headers[':authority'];
    // Node's own compatibility layer: the same members, in the types of another class.
    listener(asMessage(request), response as unknown as ServerResponse);
  });
  server.on('sessionError', ignore);
  return server;
}

const asMessage = (request: Http2ServerRequest) => request as unknown as IncomingMessage;
