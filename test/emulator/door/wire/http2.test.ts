import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { readBody } from '../../../../emulator/door/wire/request.ts';
import { type Handler, listen } from '../../../../emulator/door/wire/server.ts';

const echo: Handler = async (message) => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body: `${message.httpVersion} ${message.method} ${message.url} ${message.headers.host} ${await readBody(message)}`,
});

const start = () => listen({ mounts: new Map([['', echo]]), port: 0, hosts: ['127.0.0.1'], onFault: () => {} });

describe('a server', () => {
  it('answers in HTTP/2 who begins in it, several requests on one connection', async () => {
    const server = await start();
    const session = connectHttp2(`http://127.0.0.1:${server.port}`);
    const ask = async (path: string, body: string) => {
      const stream = session.request({ ':method': 'POST', ':path': path });
      stream.end(body);
      return text(stream);
    };
    const host = `127.0.0.1:${server.port}`;
    await expect(Promise.all([ask('/a?b=c', 'one'), ask('/d', 'two')])).resolves.toEqual([
      `2.0 POST /a?b=c ${host} one`,
      `2.0 POST /d ${host} two`,
    ]);
    session.close();
    await server.close();
  });

  it('answers in HTTP/1.1 who begins in that', async () => {
    const server = await start();
    const answer = await fetch(`http://127.0.0.1:${server.port}/x`, { method: 'PUT', body: 'three' });
    expect(await answer.text()).toBe(`1.1 PUT /x 127.0.0.1:${server.port} three`);
    await server.close();
  });

  it('takes a request that comes in pieces, from its first byte on', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.write('P');
    await new Promise((resolve) => setImmediate(resolve));
    socket.write('OST / HTTP/1.1\r\nhost: me\r\nconnection: close\r\n');
    socket.write('content-length: 2\r\n\r\nhi');
    expect(await text(socket)).toContain('1.1 POST / me hi');
    await server.close();
  });

  it('closes although a client has said nothing yet, or holds an HTTP/2 connection open', async () => {
    const server = await start();
    const silent = connect(server.port, '127.0.0.1');
    const session = connectHttp2(`http://127.0.0.1:${server.port}`);
    session.on('error', () => {});
    await new Promise((resolve) => session.once('remoteSettings', resolve));
    const gone = [silent, session].map((client) => new Promise((resolve) => client.once('close', resolve)));
    silent.on('error', () => {});
    silent.resume();
    await server.close();
    await Promise.all(gone);
  });
});
