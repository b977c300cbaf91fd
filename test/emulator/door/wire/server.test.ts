import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import type { WireAnswer } from '../../../../emulator/door/wire/answer.ts';
import { listen, type RunningServer } from '../../../../emulator/door/wire/server.ts';

describe('the length of an answer', () => {
  let server: RunningServer;
  afterEach(() => server.close());

  async function headersOf(answer: WireAnswer, method = 'POST'): Promise<IncomingMessage['headers']> {
    const mounts = new Map([['', async () => answer]]);
    const faults: unknown[] = [];
    server = await listen({ mounts, port: 0, hosts: ['127.0.0.1'], onFault: (error) => faults.push(error) });
    const sent = request({ port: server.port, method, agent: false }).end();
    const [received]: IncomingMessage[] = await once(sent, 'response');
    received?.resume();
    expect(faults).toEqual([]);
    return received?.headers ?? {};
  }

  test('is that of its bytes', async () => {
    const headers = await headersOf({ status: 200, headers: {}, body: '¡olé!' });
    expect(headers['content-length']).toBe('7');
  });

  test('is 0 for an empty body, which is not sent in chunks', async () => {
    const headers = await headersOf({ status: 200, headers: {}, body: undefined });
    expect(headers['content-length']).toBe('0');
    expect(headers['transfer-encoding']).toBeUndefined();
  });

  test('is what the handler says', async () => {
    const headers = await headersOf({ status: 200, headers: { 'content-length': '12' }, body: undefined }, 'HEAD');
    expect(headers['content-length']).toBe('12');
  });

  test.each([204, 304])('is left out with status %d, which has no body', async (status) => {
    const headers = await headersOf({ status, headers: {}, body: undefined });
    expect(headers['content-length']).toBeUndefined();
  });
});
