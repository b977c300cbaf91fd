import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { HttpLine } from '../../../functions/chat/sockets/http-line.ts';

const REQUEST = 'POST / HTTP/1.1\r\nhost: there\r\ncontent-length: 0\r\n\r\n';
const NO_CONTENT = 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n';

describe('a line', () => {
  let server: Server;
  let line: HttpLine;
  afterEach(async () => {
    line.end();
    server.close();
    await once(server, 'close');
  });

  async function lineTo(answer: (socket: Socket) => void, timeoutMilliseconds = 3_000): Promise<HttpLine> {
    server = createServer((socket) => {
      socket.on('error', () => {}).on('data', () => answer(socket));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    line = new HttpLine(new URL(`http://127.0.0.1:${port}`), timeoutMilliseconds);
    return line;
  }

  it('takes an answer in parts, and is free for the next request then', async () => {
    const line = await lineTo((socket) => {
      const [first, ...others] = NO_CONTENT;
      socket.write(first ?? '', () => socket.write(others.join('')));
    });

    for (let index = 0; index < 2; index += 1) {
      const answer = line.send(REQUEST);
      expect(line.free).toBe(false);
      await expect(answer).resolves.toBe(200);
      expect(line.free).toBe(true);
    }
  });

  it('gives up what is not answered in time, and is not used again', async () => {
    const line = await lineTo(() => {}, 20);

    await expect(line.send(REQUEST)).rejects.toMatchObject({ name: 'NoAnswerError' });

    expect(line.free).toBe(false);
  });

  it('is not used again after an answer that was the last', async () => {
    const line = await lineTo((socket) => socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n'));

    await expect(line.send(REQUEST)).resolves.toBe(403);

    expect(line.free).toBe(false);
  });

  it('says that it was cut when it ends before the answer', async () => {
    const line = await lineTo((socket) => socket.resetAndDestroy());

    await expect(line.send(REQUEST)).rejects.toMatchObject({ name: 'CutOffError' });
  });

  it('fails at what is no answer', async () => {
    const line = await lineTo((socket) => socket.write('220 mail.example.com\r\n\r\n'));

    await expect(line.send(REQUEST)).rejects.toThrow('not HTTP/1.1');
  });

  it('says why there was no connection', async () => {
    await lineTo(() => {});
    line.end();
    line = new HttpLine(new URL('http://[::1]:1'), 3_000);

    await expect(line.send(REQUEST)).rejects.toHaveProperty('code');
  });
});
