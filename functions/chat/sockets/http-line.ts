import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { readAnswer } from './http-answer.ts';

/** No answer came within the time that a request may take. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
}

/** The line ended before an answer came; whether the request arrived, nobody knows. */
export class CutOffError extends Error {
  override readonly name = 'CutOffError';
}

interface Waiting {
  answered(status: number): void;
  failed(error: Error): void;
}

/**
 * A connection over which one request after the other is sent, as HTTP/1.1 has it. Answers are read for their status alone.
 *
 * For thousands of requests that differ in a line: `node:http`, which makes streams, headers and listeners for each, takes four times the
 * processor's time, and undici would make a bundle half as large again.
 */
export class HttpLine {
  readonly #socket: Socket;
  #received = '';
  #waiting: Waiting | undefined;
  #open = true;

  /** @param timeoutMilliseconds how long an answer may take, with the connection where there is none yet */
  constructor({ protocol, hostname, port }: URL, timeoutMilliseconds: number) {
    const host = hostname.replace(/^\[|\]$/g, '');
    this.#socket =
      protocol === 'https:'
        ? connectSecure({ host, port: Number(port || 443), servername: isIP(host) ? '' : host })
        : connectPlain({ host, port: Number(port || 80) });
    this.#socket
      .setNoDelay(true)
      .setTimeout(timeoutMilliseconds)
      .on('data', (chunk: Buffer) => this.#read(chunk))
      .on('timeout', () => {
        // Between two requests it may be silent for as long as the other side likes.
        if (this.#waiting) this.#end(new NoAnswerError(`${host} did not answer within ${timeoutMilliseconds} ms`));
      })
      .on('error', (error) => this.#end(wasCut(error) ? new CutOffError(error.message, { cause: error }) : error))
      .on('close', () => this.#end(new CutOffError(`${host} ended the connection`)));
  }

  /** Whether another request may be sent. */
  get free(): boolean {
    return this.#open && this.#waiting === undefined;
  }

  /**
   * @param request whole, with its head and the length of its body
   * @returns the status of the answer
   * @throws NoAnswerError, CutOffError, NodeJS.ErrnoException what kept the connection from being made
   */
  send(request: string): Promise<number> {
    return new Promise((answered, failed) => {
      this.#waiting = { answered, failed };
      this.#socket.ref().write(request);
    });
  }

  end(): void {
    this.#end(new CutOffError('the connection was ended from this side'));
  }

  #read(chunk: Buffer): void {
    this.#received += chunk.toString('latin1');
    const answer = readAnswer(this.#received);
    if (answer === 'unfinished') return;
    if (answer === 'unreadable' || !this.#waiting) {
      this.#end(new Error('what was answered is not HTTP/1.1'));
      return;
    }
    const { answered } = this.#waiting;
    this.#received = '';
    this.#waiting = undefined;
    // A line that nobody uses is no reason for a program to go on.
    if (answer.goesOn) this.#socket.unref();
    else this.end();
    answered(answer.status);
  }

  #end(error: Error): void {
    if (!this.#open) return;
    this.#open = false;
    this.#socket.destroy();
    this.#waiting?.failed(error);
    this.#waiting = undefined;
  }
}

/** The other side closed a line that was kept open, just now. */
const wasCut = (error: NodeJS.ErrnoException) => error.code === 'ECONNRESET' || error.code === 'EPIPE';
