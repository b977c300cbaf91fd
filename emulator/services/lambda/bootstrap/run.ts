import type { Channel } from './channel.ts';
import type { RuntimeLog } from './console.ts';
import { type InvocationContext, invocationContext } from './context.ts';
import { errorPayload, RuntimeError, UnhandledPromiseRejection } from './errors.ts';
import type { Handler } from './load-handler.ts';
import type { InvokeMessage } from './messages.ts';
import { isStreaming, ResponseStream } from './response-stream.ts';

/** Callback handlers ended with this version (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html). */
const NO_CALLBACKS_SINCE = 24;

const NEVER_SETTLED =
  'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes';

interface Options {
  readonly channel: Channel;
  readonly log: RuntimeLog;
  readonly handler: Handler;
  readonly nodeVersion: number;
}

/** Runs a loaded handler, one invocation at a time. */
export class Runner {
  readonly #options: Options;
  readonly #call: (event: unknown, context: InvocationContext) => Promise<string | Uint8Array>;
  #current: string | undefined;
  #whenIdle: (() => void) | undefined;

  /** @throws RuntimeError Runtime.CallbackHandlerDeprecated, Runtime.MalformedStreamingHandler */
  constructor(options: Options) {
    this.#options = options;
    this.#call = this.#signature();
  }

  async invoke(message: InvokeMessage): Promise<void> {
    const { channel, log } = this.#options;
    const { requestId, traceHeader } = message;
    this.#current = requestId;
    log.requestId = requestId;
    if (traceHeader) process.env._X_AMZN_TRACE_ID = traceHeader;
    else delete process.env._X_AMZN_TRACE_ID;
    channel.release();
    try {
      const payload = await this.#call(JSON.parse(message.payload), invocationContext(message));
      this.#finish(() => channel.send({ kind: 'succeeded', requestId, payload, peakKilobytes: peakKilobytes() }));
    } catch (thrown) {
      this.#finish(() => {
        log.error('Invoke Error', thrown);
        const error = errorPayload(thrown);
        channel.send({ kind: 'failed', requestId, error, fatal: false, peakKilobytes: peakKilobytes() });
      });
    }
  }

  /** Called when nothing is left that could still settle the handler. */
  eventLoopEmpty(): void {
    if (this.#whenIdle) this.#whenIdle();
    else if (this.#current !== undefined) this.#fail(new RuntimeError('Runtime.NodeJsExit', NEVER_SETTLED));
  }

  uncaught(thrown: unknown): void {
    this.#options.log.error('Uncaught Exception', thrown);
    this.#fail(thrown);
  }

  unhandled(reason: unknown): void {
    const error = new UnhandledPromiseRejection(reason);
    this.#options.log.error('Unhandled Promise Rejection', error);
    this.#fail(error);
  }

  #fail(thrown: unknown): void {
    const { channel, log } = this.#options;
    log.flush();
    const requestId = this.#current;
    const failed = {
      kind: 'failed',
      error: errorPayload(thrown),
      fatal: true,
      peakKilobytes: peakKilobytes(),
    } as const;
    channel.send({ ...failed, ...(requestId ? { requestId } : {}) });
    process.exitCode = 1;
    channel.hold();
  }

  #finish(send: () => void): void {
    const { channel, log } = this.#options;
    if (this.#current === undefined) return;
    this.#current = undefined;
    this.#whenIdle = undefined;
    send();
    log.flush();
    channel.hold();
  }

  #signature(): (event: unknown, context: InvocationContext) => Promise<string | Uint8Array> {
    const { handler, nodeVersion } = this.#options;
    if (isStreaming(handler)) return (event, context) => this.#stream(event, context);
    if (nodeVersion < NO_CALLBACKS_SINCE) {
      return async (event, context) => serialize(await this.#withCallback(event, context));
    }
    if (handler.length < 3) return async (event, context) => serialize(await handler(event, context));
    throw new RuntimeError(
      'Runtime.CallbackHandlerDeprecated',
      'AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.',
    );
  }

  async #stream(event: unknown, context: InvocationContext): Promise<Uint8Array> {
    const stream = new ResponseStream();
    const finished = stream.finished();
    await Promise.race([this.#options.handler(event, stream, context), finished.then(() => undefined)]);
    if (!stream.writableEnded) stream.end();
    await finished;
    return stream.body();
  }

  /**
   * The older signature: the handler answers by promise, by callback or by `context.done`; unless it says otherwise, an
   * answer by callback waits until the event loop is empty.
   */
  #withCallback(event: unknown, context: InvocationContext): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const answer = (settle: () => void) => {
        if (context.callbackWaitsForEmptyEventLoop) this.#whenIdle = settle;
        else settle();
      };
      const callback = (error?: unknown, result?: unknown) =>
        answer(() => (error === null || error === undefined ? resolve(result) : reject(asError(error))));
      const now = (settle: () => void) => {
        context.callbackWaitsForEmptyEventLoop = false;
        answer(settle);
      };
      Object.assign(context, {
        callbackWaitsForEmptyEventLoop: true,
        done: (error?: unknown, result?: unknown) => now(() => callback(error, result)),
        succeed: (result?: unknown) => now(() => resolve(result)),
        fail: (error?: unknown) => now(() => reject(asError(error ?? 'handled'))),
      });
      // A handler that neither answers nor leaves work behind has answered null.
      this.#whenIdle = () => resolve(null);
      const returned = this.#options.handler(event, context, callback);
      if (!isThenable(returned)) return;
      this.#whenIdle = undefined;
      returned.then(resolve, reject);
    });
  }
}

function serialize(result: unknown): string {
  try {
    return JSON.stringify(result === undefined ? null : result) ?? 'null';
  } catch (cause) {
    throw new RuntimeError('Runtime.JSONStringifyError', 'Unable to stringify response body', { cause });
  }
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}

const peakKilobytes = () => process.resourceUsage().maxRSS;
