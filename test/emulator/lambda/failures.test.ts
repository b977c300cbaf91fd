import { ManualClock, systemClock } from '../../../emulator/runtime/clock.ts';
import { type Functions, startFunctions } from './support/functions.ts';

describe('a function that fails', () => {
  let functions: Functions;
  beforeAll(async () => {
    functions = await startFunctions();
  });
  afterAll(() => functions.close());

  it('answers what the handler threw, with its name, message and trace', async () => {
    await functions.create(
      'throws',
      "export const handler = async () => { const e = new RangeError('too much'); e.name = 'Custom'; throw e; };",
    );

    const { value, error, log } = await functions.invoke('throws', {}, { tail: true });

    expect(error).toBe('Unhandled');
    expect(value).toMatchObject({ errorType: 'Custom', errorMessage: 'too much', trace: expect.any(Array) });
    expect(log).toMatch(/\tERROR\tInvoke Error\t{"errorType":"Custom","errorMessage":"too much"/);
    expect(log).toMatch(/\tMax Memory Used: [1-9]\d* MB\t/);
  });

  it('answers a thrown text by its type', async () => {
    await functions.create('throws-text', "export const handler = async () => { throw 'no'; };");

    expect((await functions.invoke('throws-text')).value).toEqual({
      errorType: 'string',
      errorMessage: 'no',
      trace: [],
    });
  });

  it('can be invoked again after it threw, in the same environment', async () => {
    await functions.create(
      'recovers',
      'let n = 0; export const handler = async () => { if (++n === 1) throw new Error(); return n; };',
    );

    expect((await functions.invoke('recovers')).error).toBe('Unhandled');
    expect((await functions.invoke('recovers')).value).toBe(2);
  });

  it('answers an unhandled rejection, and starts anew afterwards', async () => {
    await functions.create(
      'rejects',
      `let n = 0;
       export const handler = async (event) => {
         n += 1;
         if (event.reject) { Promise.reject(new Error('lost')); await new Promise(() => setTimeout(() => {}, 60_000)); }
         return n;
       };`,
    );

    expect((await functions.invoke('rejects', { reject: true })).value).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'Error: lost',
    });
    expect((await functions.invoke('rejects')).value).toBe(1);
  });

  it('answers an uncaught exception', async () => {
    await functions.create(
      'crashes',
      "export const handler = () => new Promise(() => setTimeout(() => { throw new TypeError('later'); }, 1));",
    );

    expect((await functions.invoke('crashes')).value).toMatchObject({ errorType: 'TypeError', errorMessage: 'later' });
  });

  it('answers that a promise was never settled when nothing is left to do', async () => {
    await functions.create('hangs', 'export const handler = () => new Promise(() => {});');

    expect((await functions.invoke('hangs')).value).toMatchObject({ errorType: 'Runtime.NodeJsExit' });
  });

  it.each([
    ['process.exit(0)', 'Runtime exited without providing a reason'],
    ['process.exit(3)', 'Runtime exited with error: exit status 3'],
    ['process.abort()', 'Runtime exited with error: signal: aborted'],
    ["process.kill(process.pid, 'SIGKILL')", 'Runtime exited with error: signal: killed'],
  ])('answers how its process ended after %s', async (statement, reason) => {
    const name = `exits-${statement.replaceAll(/\W/g, '')}`;
    await functions.create(
      name,
      `export const handler = async () => { ${statement}; await new Promise((r) => setTimeout(r, 60_000)); };`,
    );

    const { value, error } = await functions.invoke(name);

    expect(error).toBe('Unhandled');
    expect(value).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(new RegExp(`^RequestId: \\S+ Error: ${reason}$`)),
    });
  });

  it.each([
    ['arrays', 'const all = []; for (;;) all.push(new Array(1000).fill(1.5));'],
    ['buffers', 'const all = []; for (;;) all.push(Buffer.alloc(1e6, 1));'],
    ['texts', 'const all = []; for (let i = 0; ; i += 1) all.push(`${i}`.repeat(100));'],
  ])('is ended when its memory is full of %s, and the emulator goes on', async (name, code) => {
    await functions.create(`fills-${name}`, `export const handler = async () => { ${code} };`, { Timeout: 60 });

    const { value, error } = await functions.invoke(`fills-${name}`);

    expect(error).toBe('Unhandled');
    expect(value).toMatchObject({
      errorType: expect.stringMatching(/^Runtime\.(OutOfMemory|ExitError)$/),
      errorMessage: expect.stringMatching(/Runtime exited with error: signal: (killed|aborted)$/),
    });
  });

  it.each([
    [
      'a file that does not exist',
      { 'other.mjs': '' },
      'Runtime.ImportModuleError',
      "Error: Cannot find module 'index'",
    ],
    [
      'a package that is not there',
      { 'index.mjs': "import 'left-pad'; export const handler = 1;" },
      'Runtime.ImportModuleError',
      /Cannot find package 'left-pad'/,
    ],
    [
      'a required package that is not there',
      { 'index.js': "require('left-pad');" },
      'Runtime.ImportModuleError',
      /Cannot find module 'left-pad'/,
    ],
    ['a syntax error', { 'index.mjs': 'export const handler = ;' }, 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
    [
      'no such export',
      { 'index.mjs': 'export const other = 1;' },
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'an export that is no function',
      { 'index.mjs': 'export const handler = 1;' },
      'Runtime.HandlerNotFound',
      'index.handler is not a function',
    ],
    ['an error while loading', { 'index.mjs': "throw new Error('no config');" }, 'Error', 'no config'],
    [
      'a callback handler',
      { 'index.mjs': 'export const handler = (event, context, callback) => callback();' },
      'Runtime.CallbackHandlerDeprecated',
      /^AWS Lambda has removed support/,
    ],
  ])('cannot be loaded with %s', async (reason, files, errorType, errorMessage) => {
    const name = `bad-${reason.replaceAll(' ', '-')}`;
    await functions.create(name, files);

    const { value, error } = await functions.invoke(name);

    expect(error).toBe('Unhandled');
    expect(value).toMatchObject({
      errorType,
      errorMessage: typeof errorMessage === 'string' ? errorMessage : expect.stringMatching(errorMessage),
    });
  });
});

describe('a function that takes too long', () => {
  it('is ended at its time-out, and starts anew afterwards', async () => {
    const wall = new ManualClock(systemClock().now());
    const functions = await startFunctions({ wall });
    await functions.create(
      'slow',
      "let n = 0; export const handler = async (e) => { n += 1; console.log('running'); if (e.wait) for (;;); return n; };",
      { Timeout: 3 },
    );

    const running = logged(functions, 'running');
    const answer = functions.invoke('slow', { wait: true });
    await running;
    wall.advance(3_000);

    expect(await answer).toMatchObject({
      error: 'Unhandled',
      value: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Task timed out after 3.00 seconds$/),
      },
    });
    expect((await functions.invoke('slow')).value).toBe(1);
    await functions.close();
  });
});

function logged(functions: Functions, text: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = functions.trace.subscribe((record) => {
      if (record.kind !== 'log' || !record.message.includes(text)) return;
      stop();
      resolve();
    });
  });
}
