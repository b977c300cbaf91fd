import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type Functions, startFunctions } from './support/functions.ts';

describe('Invoke', () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
    await functions.create('echo', 'export const handler = async (event) => ({ got: event });');
  });
  afterAll(() => functions.close());

  it('answers what an async handler returns', async () => {
    const answer = await functions.invoke('echo', { a: [1, 'zwei', null] });

    expect(answer).toMatchObject({ value: { got: { a: [1, 'zwei', null] } }, status: 200, version: '$LATEST' });
    expect(answer.error).toBeUndefined();
  });

  it('takes an invocation without payload as an empty event', async () => {
    const { Payload } = await functions.lambdaClient.send(new InvokeCommand({ FunctionName: 'echo' }));

    expect(Payload?.transformToString()).toBe('{"got":{}}');
  });

  it('answers null for a handler that returns nothing', async () => {
    await functions.create('nothing', 'export const handler = async () => {};');

    expect((await functions.invoke('nothing')).value).toBeNull();
  });

  it('finds a function by its ARN, by a partial ARN and with a qualifier in its name', async () => {
    for (const name of [
      'arn:aws:lambda:us-east-1:000000000000:function:echo',
      '000000000000:function:echo',
      'echo:$LATEST',
    ]) {
      expect((await functions.invoke(name, 1)).value).toEqual({ got: 1 });
    }
  });

  it('answers 204 to a dry run and runs nothing', async () => {
    const { StatusCode, Payload } = await functions.lambdaClient.send(
      new InvokeCommand({ FunctionName: 'echo', InvocationType: 'DryRun' }),
    );

    expect(StatusCode).toBe(204);
    expect(Payload?.length ?? 0).toBe(0);
  });

  it('refuses a payload that is not JSON', async () => {
    const invalid = functions.lambdaClient.send(
      new InvokeCommand({ FunctionName: 'echo', Payload: Buffer.from('hello') }),
    );

    await expect(invalid).rejects.toMatchObject({
      name: 'InvalidRequestContentException',
      message: expect.stringContaining('Could not parse request body into json'),
    });
  });

  it('refuses a payload over 6 MB, and over 1 MB for an event', async () => {
    const send = (bytes: number, InvocationType: 'RequestResponse' | 'Event') => {
      const Payload = Buffer.from(JSON.stringify('x'.repeat(bytes)));
      return functions.lambdaClient.send(new InvokeCommand({ FunctionName: 'echo', InvocationType, Payload }));
    };

    await expect(send(6 * 1024 * 1024, 'RequestResponse')).rejects.toMatchObject({
      name: 'RequestTooLargeException',
      message: '6291458 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)',
    });
    await expect(send(1024 * 1024, 'Event')).rejects.toMatchObject({ name: 'RequestTooLargeException' });
  });

  it('fails an invocation whose response is too large', async () => {
    await functions.create('large', "export const handler = async () => 'x'.repeat(6291556);");

    expect(await functions.invoke('large')).toMatchObject({
      error: 'Unhandled',
      value: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    });
  });

  it('names a function that does not exist', async () => {
    await expect(functions.invoke('absent')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:000000000000:function:absent:$LATEST',
      Type: 'User',
    });
  });

  it('answers the end of the log with LogType Tail', async () => {
    await functions.create('talkative', "export const handler = async () => { console.log('hello', { a: 1 }); };");

    const { log } = await functions.invoke('talkative', {}, { tail: true });

    expect(log).toMatch(/^START RequestId: \S+ Version: \$LATEST$/m);
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT\S+Z\t\S+\tINFO\thello { a: 1 }$/m);
    expect(log).toMatch(/^END RequestId: \S+$/m);
    expect(log).toMatch(
      /^REPORT RequestId: \S+\tDuration: [\d.]+ ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: [\d.]+ ms\t$/m,
    );
  });

  it('keeps an environment for the next invocation, with what the function left in memory', async () => {
    await functions.create('counter', 'let count = 0; export const handler = async () => ++count;');

    const values = [];
    for (let index = 0; index < 3; index += 1) values.push((await functions.invoke('counter')).value);

    expect(values).toEqual([1, 2, 3]);
  });

  it('runs invocations at the same time in environments of their own', async () => {
    await functions.create(
      'barrier',
      `import { createServer } from 'node:http';
       let id = Math.random();
       export const handler = async ({ url }) => { await fetch(url); return id; };`,
    );
    const barrier = await startBarrier(3);

    const answers = await Promise.all([1, 2, 3].map(() => functions.invoke('barrier', { url: barrier.url })));

    expect(new Set(answers.map(({ value }) => value)).size).toBe(3);
    await barrier.close();
  });

  it('leaves no bug of the emulator behind', () => {
    expect(functions.faults).toEqual([]);
    expect(functions.trace.recent().filter(({ kind }) => kind === 'fault')).toEqual([]);
  });
});

/** A server that answers its first requests only when there are `count` of them. */
async function startBarrier(count: number) {
  const { createServer } = await import('node:http');
  const waiting: (() => void)[] = [];
  const server = createServer((_request, response) => {
    waiting.push(() => response.end());
    if (waiting.length === count) for (const answer of waiting) answer();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
