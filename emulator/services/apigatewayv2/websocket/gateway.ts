import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { UpgradeHandler } from '../../../door/wire/server.ts';
import { STATUS_CODES } from '../../../runtime/node-http.ts';
import { Connection, type Ending } from './connection.ts';
import { Connections } from './connections.ts';
import { failureText } from './failure.ts';
import { FrameSizes } from './frame-sizes.ts';
import { gatewayId } from './gateway-id.ts';
import { type Accepted, Handshakes, type Refused } from './handshakes.ts';
import {
  CLOSE_GOING_AWAY,
  CLOSE_TOO_BIG,
  CLOSE_UNSUPPORTED_DATA,
  FAREWELL_MILLISECONDS,
  FAREWELLS_AT_ONCE,
  FRAME_BYTES,
  MESSAGE_BYTES,
} from './limits.ts';
import { Messages } from './messages.ts';
import type { WebSocketPorts } from './ports.ts';
import type { SocketRequest } from './request.ts';
import { RouteRunner } from './route-runner.ts';
import { recordSocket } from './socket-trace.ts';
import { Throttle } from './throttle.ts';

/** WebSocket APIs at work: who may connect, what messages lead to, and how connections end. */
export class WebSocketGateway implements UpgradeHandler {
  readonly connections = new Connections();
  readonly messages: Messages;
  readonly #ports: WebSocketPorts;
  readonly #runner: RouteRunner;
  readonly #handshakes: Handshakes;
  readonly #server: WebSocketServer;
  /** Subprotocols that `$connect` chose, from its answer until the handshake is. */
  readonly #protocols = new WeakMap<IncomingMessage, string>();
  /** Sockets whose handshake is not answered yet. */
  readonly #waiting = new Set<Duplex>();
  /** Sockets that are not closed to the last: one whose client says nothing more outlives its connection. */
  readonly #sockets = new Set<WebSocket>();
  /** `$disconnect` integrations under way. */
  readonly #farewells = new Set<Promise<void>>();
  readonly #unsubscribe: () => void;
  #closing = false;
  /** No more farewells. */
  #late = false;

  constructor(ports: WebSocketPorts) {
    const throttle = new Throttle(ports.clock);
    this.#ports = ports;
    this.#runner = new RouteRunner(ports, throttle);
    this.#handshakes = new Handshakes(ports, throttle, this.#runner);
    this.messages = new Messages(ports, this.#runner);
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: MESSAGE_BYTES,
      handleProtocols: (_offered, message) => this.#protocols.get(message) ?? false,
    });
    this.#unsubscribe = ports.apis.onChange((apiId) => this.#closeOrphans(apiId));
  }

  handle(message: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#closing) return void socket.destroy();
    this.#waiting.add(socket);
    const gone = () => this.#waiting.delete(socket);
    // Without a listener a client that resets the connection while `$connect` runs would end the process.
    const onError = () => socket.destroy();
    socket.on('error', onError).once('close', gone);
    this.#handshakes
      .decide(message)
      .then((decision) => {
        gone();
        socket.off('error', onError).off('close', gone);
        if (decision.kind === 'refused') this.#refuse(socket, decision);
        else if (!socket.readable || !socket.writable) this.#left(socket, decision);
        else this.#open(message, socket, head, decision);
      })
      .catch((error: unknown) => {
        const { trace, clock } = this.#ports;
        trace.record({ kind: 'fault', at: clock.now(), where: 'WebSocket handshake', error });
        socket.destroy();
      });
  }

  /** Tells every client to go, and their `$disconnect` routes as far as that takes no longer than a moment. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#unsubscribe();
    for (const socket of this.#waiting) socket.destroy();
    let timer: NodeJS.Timeout | undefined;
    // By the wall, whatever the emulated time: somebody waits at a terminal.
    const tooLate = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#late = true;
        resolve();
      }, FAREWELL_MILLISECONDS);
    });
    for (const connection of this.connections.all()) {
      if (this.#farewells.size >= FAREWELLS_AT_ONCE) await Promise.race([...this.#farewells, tooLate]);
      connection.close(CLOSE_GOING_AWAY, 'Going away');
    }
    await Promise.race([Promise.all(this.#farewells), tooLate]);
    clearTimeout(timer);
    for (const socket of this.#sockets) socket.terminate();
    await this.#runner.flushed();
  }

  #refuse(socket: Duplex, { status, message, peer, requestId, reason }: Refused): void {
    recordSocket(this.#ports, peer, { happened: 'refused', status, reason });
    const body = failureText(message, peer.connectionId, requestId);
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `x-amzn-RequestId: ${requestId}`,
      'Connection: close',
    ];
    // A client that does not hang up is not waited for.
    socket.on('error', () => socket.destroy()).once('finish', () => socket.destroy());
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  }

  /** The client went while `$connect` ran: it was told that somebody came, so it is told that they left. */
  #left(socket: Duplex, { request }: Accepted): void {
    socket.destroy();
    this.#farewell(request.peer, { code: 1006, reason: 'Connection Closed Abnormally' });
  }

  #open(message: IncomingMessage, socket: Duplex, head: Buffer, { request, protocol }: Accepted): void {
    if (protocol) this.#protocols.set(message, protocol);
    this.#server.handleUpgrade(message, socket, head, (opened) => {
      const connection = new Connection(request.peer, opened, this.#ports.clock, (ended, ending) =>
        this.#ended(ended, ending),
      );
      this.connections.add(connection);
      this.#sockets.add(opened);
      recordSocket(this.#ports, request.peer, { happened: 'connected' });
      this.#listen(connection, opened, socket);
    });
  }

  #listen(connection: Connection, opened: WebSocket, socket: Duplex): void {
    const sizes = new FrameSizes(FRAME_BYTES);
    socket.prependListener('data', (chunk: Buffer) => {
      if (connection.open && sizes.exceeded(chunk)) connection.close(CLOSE_TOO_BIG, '');
    });
    opened.on('message', (data: RawData, isBinary: boolean) => {
      if (!connection.open) return;
      if (isBinary) return connection.close(CLOSE_UNSUPPORTED_DATA, '');
      this.messages.received(connection, asBuffer(data)).catch((error: unknown) => this.#fault(error));
    });
    // Answered by the library. AWS does not say whether a ping counts; here, as any frame, it shows that the client is there.
    opened.on('ping', () => connection.touch());
    opened.on('pong', () => connection.touch());
    // What is wrong with a frame is said in the close code that follows.
    opened.on('error', () => undefined);
    opened.on('close', (code, reason) => {
      this.#sockets.delete(opened);
      connection.end({ code, reason: reasonOf(code, reason.toString('utf8')) });
    });
  }

  #ended(connection: Connection, ending: Ending): void {
    this.connections.remove(connection);
    recordSocket(this.#ports, connection.peer, {
      happened: 'disconnected',
      status: ending.code,
      ...(ending.reason ? { reason: ending.reason } : {}),
    });
    this.#farewell(connection.peer, ending);
  }

  /** `$disconnect`: its answer is for nobody. */
  #farewell(peer: SocketRequest['peer'], ending: Ending): void {
    const deployed = this.#ports.apis.stage(peer.apiId, peer.stageName);
    const route = deployed?.plan.routes.get('$disconnect');
    if (!deployed || !route || this.#late) return;
    const request: SocketRequest = {
      deployed,
      peer,
      ending,
      eventType: 'DISCONNECT',
      routeKey: '$disconnect',
      requestId: gatewayId(this.#ports.ids),
      at: this.#ports.clock.now(),
    };
    const told = this.#runner
      .run(request, route)
      .then(({ outcome }) => this.#runner.log(request, outcome))
      .catch((error: unknown) => this.#fault(error))
      .finally(() => this.#farewells.delete(told));
    this.#farewells.add(told);
  }

  /** A stage that is deleted takes its connections with it. */
  #closeOrphans(apiId: string): void {
    for (const connection of this.connections.all()) {
      const { peer } = connection;
      if (peer.apiId !== apiId || this.#ports.apis.stage(apiId, peer.stageName)) continue;
      connection.close(CLOSE_GOING_AWAY, 'Going away');
    }
  }

  #fault(error: unknown): void {
    const { trace, clock } = this.#ports;
    trace.record({ kind: 'fault', at: clock.now(), where: 'WebSocket', error });
  }
}

const asBuffer = (data: RawData): Buffer =>
  Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes-integrations.html */
function reasonOf(code: number, reason: string): string {
  if (reason !== '') return reason;
  if (code === 1005) return 'Client-side close frame status not set';
  return code === 1006 ? 'Connection Closed Abnormally' : '';
}
