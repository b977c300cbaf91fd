import { Writable } from 'node:stream';
import { RuntimeError } from './errors.ts';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
/** Parts the metadata of an HTTP answer from its body (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html). */
const PRELUDE_END = Buffer.alloc(8);

/** What a streaming handler writes to. An invocation that is not streamed gets it all at once. */
export class ResponseStream extends Writable {
  readonly #chunks: Buffer[] = [];
  #contentType = 'application/octet-stream';

  setContentType(contentType: string): void {
    this.#contentType = contentType;
  }

  get contentType(): string {
    return this.#contentType;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  body(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** Resolves when the handler has ended the stream, rejects when it was destroyed with an error. */
  finished(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.writableFinished) resolve();
      this.once('finish', resolve);
      this.once('error', reject);
    });
  }
}

/** Gives handlers the global `awslambda`. */
export function provideStreaming(): void {
  const HttpResponseStream = {
    from(stream: ResponseStream, metadata: unknown): ResponseStream {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream.write(JSON.stringify(metadata));
      stream.write(PRELUDE_END);
      return stream;
    },
  };
  const streamifyResponse = <H extends object>(handler: H): H => Object.assign(handler, { [STREAMING]: 'response' });
  Object.assign(globalThis, { awslambda: { streamifyResponse, HttpResponseStream } });
}

export function isStreaming(handler: object): boolean {
  const mark: unknown = Reflect.get(handler, STREAMING);
  if (!mark || mark === 'response') return Boolean(mark);
  throw new RuntimeError('Runtime.MalformedStreamingHandler', 'Only response streaming is supported.');
}
