import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';

/**
 * A process for itself: hands the body of `POST /{n}` to the socket that came n-th, and does nothing else. Tells its parent the port it
 * listens on.
 */
const sockets: WebSocket[] = [];
const server = createServer(async (request, response) => {
  const body = await buffer(request);
  sockets[Number(request.url?.slice(1))]?.send(body, { binary: false });
  response.writeHead(200, { 'content-length': 0 }).end();
});
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => sockets.push(socket));
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());
