import { type Functions, startFunctions } from './support/functions.ts';

describe("a function's surroundings", () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.close());

  it('are the context that AWS gives', async () => {
    await functions.create(
      'context',
      `export const handler = async (event, context) => ({
         ...context,
         remaining: context.getRemainingTimeInMillis(),
         keys: Object.keys(context).filter((key) => context[key] !== undefined).sort(),
       });`,
      { Timeout: 10, MemorySize: 256 },
    );

    const { value } = await functions.invoke('context');

    expect(value).toMatchObject({
      functionName: 'context',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:context',
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      logGroupName: '/aws/lambda/context',
      logStreamName: expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/),
    });
    expect((value as { remaining: number }).remaining).toBeGreaterThan(0);
    expect((value as { remaining: number }).remaining).toBeLessThanOrEqual(10_000);
  });

  it('are an environment of its own variables and the runtime’s, and nothing of this machine’s', async () => {
    process.env.SECRET_OF_THIS_MACHINE = 'x';
    await functions.create('variables', 'export const handler = async () => process.env;', {
      Environment: { Variables: { STAGE: 'dev', LANG: 'es_ES.UTF-8' } },
    });

    const { value } = await functions.invoke('variables');

    expect(value).toMatchObject({
      STAGE: 'dev',
      LANG: 'es_ES.UTF-8',
      TZ: ':UTC',
      _HANDLER: 'index.handler',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'variables',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_ENDPOINT_URL: functions.endpoint,
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_SESSION_TOKEN: expect.any(String),
      _X_AMZN_TRACE_ID: expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/),
    });
    for (const name of ['SECRET_OF_THIS_MACHINE', 'HOME', 'USER', 'NODE_CHANNEL_FD', 'NODE_ENV', 'JEST_WORKER_ID']) {
      expect(value).not.toHaveProperty(name);
    }
  });

  it('are its folder as the working directory, and UTC', async () => {
    await functions.create('files', {
      'index.mjs': `import { readFileSync } from 'node:fs';
        export const handler = async () => [readFileSync('data/greeting.txt', 'utf8'), new Date(0).toString(), process.cwd() === process.env.LAMBDA_TASK_ROOT];`,
      'data/greeting.txt': 'hola',
    });

    expect((await functions.invoke('files')).value).toEqual([
      'hola',
      'Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)',
      true,
    ]);
  });

  it('include the AWS SDK, which reaches this emulator as the role', async () => {
    await functions.create(
      'who',
      `import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
       export const handler = async () => (await new STSClient().send(new GetCallerIdentityCommand())).Arn;`,
    );

    expect((await functions.invoke('who')).value).toBe('arn:aws:sts::000000000000:assumed-role/function-role/who');
  });

  it('hide what AWS does not have: no channel to the emulator', async () => {
    await functions.create('channel', 'export const handler = async () => typeof process.send;');

    expect((await functions.invoke('channel')).value).toBe('undefined');
  });
});

describe('a handler', () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.close());

  it.each([
    ['CommonJS by extension', { 'index.cjs': 'exports.handler = async () => typeof require;' }, 'function'],
    ['CommonJS without a package.json', { 'index.js': 'exports.handler = async () => typeof require;' }, 'function'],
    ['an ES module by extension', { 'index.mjs': 'export const handler = async () => typeof require;' }, 'undefined'],
    [
      'an ES module by package.json',
      { 'package.json': '{"type":"module"}', 'index.js': 'export const handler = async () => typeof require;' },
      'undefined',
    ],
    ['an ES module by its syntax', { 'index.js': 'export const handler = async () => typeof require;' }, 'undefined'],
    [
      'a module that waits while it loads',
      { 'index.mjs': 'const x = await Promise.resolve(7); export const handler = async () => x;' },
      7,
    ],
  ])('may be %s', async (kind, files, expected) => {
    const name = kind.replaceAll(/\W+/g, '-');
    await functions.create(name, files);

    expect((await functions.invoke(name)).value).toBe(expected);
  });

  it('may lie in a folder and in an object', async () => {
    await functions.create(
      'nested',
      { 'src/api/get.mjs': 'export const routes = { list: async () => 1 };' },
      { Handler: 'src/api/get.routes.list' },
    );

    expect((await functions.invoke('nested')).value).toBe(1);
  });

  it('may stream its response', async () => {
    await functions.create(
      'streams',
      `export const handler = awslambda.streamifyResponse(async (event, stream) => {
         stream.write('{"parts":'); stream.write('2}'); stream.end();
       });`,
    );

    expect((await functions.invoke('streams')).value).toEqual({ parts: 2 });
  });

  it('may answer by callback, after what it left behind is done, before Node.js 24', async () => {
    await functions.create(
      'callback',
      {
        'index.js': `exports.handler = (event, context, callback) => {
          let done = 'not yet'; setTimeout(() => { done = 'done'; }, 5); callback(null, { toJSON: () => done }); };`,
      },
      { Runtime: 'nodejs22.x' },
    );

    expect((await functions.invoke('callback')).value).toBe('done');
  });

  it('answers at once by callback when it says that the event loop may be left', async () => {
    await functions.create(
      'at-once',
      {
        'index.js': `exports.handler = (event, context, callback) => {
          context.callbackWaitsForEmptyEventLoop = false; let done = 'not yet';
          setTimeout(() => { done = 'done'; }, 60_000); callback(null, { toJSON: () => done }); };`,
      },
      { Runtime: 'nodejs20.x' },
    );

    expect((await functions.invoke('at-once')).value).toBe('not yet');
  });

  it('may fail by callback and by context.fail', async () => {
    await functions.create(
      'fails',
      {
        'index.js':
          "exports.handler = (event, context, callback) => event.way === 'callback' ? callback(new Error('a')) : context.fail('b');",
      },
      { Runtime: 'nodejs22.x' },
    );

    expect((await functions.invoke('fails', { way: 'callback' })).value).toMatchObject({ errorMessage: 'a' });
    expect((await functions.invoke('fails', { way: 'context' })).value).toMatchObject({ errorMessage: 'b' });
  });
});

describe('this machine', () => {
  it('can be reached by stream and by datagram', async () => {
    const functions = await startFunctions();
    await functions.create('inside', {
      'index.js': `const { createSocket } = require('dgram'); const { createServer } = require('http');
        exports.handler = async () => {
          const server = createServer((request, response) => response.end('stream')).listen(0, 'localhost');
          await new Promise((resolve) => server.on('listening', resolve));
          const stream = await (await fetch('http://localhost:' + server.address().port)).text();
          server.close();
          const receiver = createSocket('udp4');
          await new Promise((resolve) => receiver.bind(0, '127.0.0.1', resolve));
          const port = receiver.address().port;
          const text = Buffer.from('datagram');
          const received = [];
          for (const args of [[text, 0, text.length, String(port), '127.0.0.1'], [text, port, 'localhost'], [text, port]]) {
            const message = new Promise((resolve) => receiver.once('message', resolve));
            createSocket('udp4').send(...args, function () { this.close?.(); });
            received.push(String(await message));
          }
          receiver.close();
          return [stream, ...received];
        };`,
    });

    expect((await functions.invoke('inside')).value).toEqual(['stream', 'datagram', 'datagram', 'datagram']);
    await functions.close();
  });
});

describe('the network', () => {
  const attempts = {
    fetch: "await fetch('https://example.com/x');",
    https:
      "await new Promise((resolve, reject) => require('https').get('https://example.com', resolve).on('error', reject));",
    net: "await new Promise((resolve, reject) => require('net').connect(443, '93.184.216.34', resolve).on('error', reject));",
    tls: "await new Promise((resolve, reject) => require('tls').connect({ host: 'example.com', port: 443 }, resolve).on('error', reject));",
    dns: "await require('dns/promises').lookup('example.com');",
    datagrams:
      "await new Promise((resolve, reject) => require('dgram').createSocket('udp4').send('x', 53, '8.8.8.8', (e) => e ? reject(e) : resolve()));",
    'worker threads':
      "await new Promise((resolve, reject) => new (require('worker_threads').Worker)(\"fetch('https://example.com')\", { eval: true }).on('error', reject).on('exit', resolve));",
  };
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.close());

  it.each(Object.entries(attempts))('is refused beyond this machine by %s', async (name, code) => {
    const source = `exports.handler = async () => { try { ${code} return 'reached'; } catch (error) { return String(error.cause ?? error); } };`;
    await functions.create(`out-${name.replaceAll(' ', '-')}`, { 'index.js': source }, { Timeout: 10 });

    const { value } = await functions.invoke(`out-${name.replaceAll(' ', '-')}`);

    expect(value).toMatch(
      /The emulator refused a connection to (example\.com|93\.184\.216\.34|8\.8\.8\.8)(:443)?: functions reach only this machine, unless it is started with --allow-network/,
    );
  });
});
