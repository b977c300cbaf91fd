import { hash } from 'node:crypto';
import type { BackOff } from '../../shared/back-off.ts';
import { CutOffError, HttpLine } from './http-line.ts';
import { RequestSignature, type SigningClient } from './request-signature.ts';

/** What API Gateway says of a connection that is not there: https://docs.aws.amazon.com/apigatewaymanagementapi/latest/api-reference/connections-connectionid.html */
export const GONE = 410;
const TOO_MANY_REQUESTS = 429;
const MAX_ATTEMPTS = 3;

/** API Gateway did not take a frame. */
export class PostRefusedError extends Error {
  override readonly name = 'PostRefusedError';
  /** HTTP status. */
  readonly status: number;

  constructor(connectionId: string, status: number) {
    super(`API Gateway answered ${status} to a frame for the connection ${connectionId}`);
    this.status = status;
  }
}

export interface PostOptions {
  /** The callback URL of a stage. */
  readonly endpoint: string;
  /** Whose credentials and region sign. */
  readonly client: SigningClient;
  readonly timeoutMilliseconds: number;
  readonly backOff: BackOff;
}

/**
 * PostToConnection, by itself: a broadcast does nothing else a thousand times over, and through the client of the SDK each takes five times
 * the processor's time.
 */
export class ConnectionPost {
  readonly #endpoint: URL;
  readonly #basePath: string;
  readonly #signature: RequestSignature;
  readonly #timeoutMilliseconds: number;
  readonly #backOff: BackOff;
  /** Lines that are kept open, the one used last at the end. As many come to be as requests are under way at once. */
  readonly #lines: HttpLine[] = [];
  /** The frame sent last: a broadcast sends the same to all. */
  #last = { frame: '', hash: '', bytes: 0 };

  constructor({ endpoint, client, timeoutMilliseconds, backOff }: PostOptions) {
    this.#endpoint = new URL(endpoint);
    this.#basePath = `${this.#endpoint.pathname.replace(/\/$/, '')}/@connections/`;
    this.#signature = new RequestSignature('execute-api', client);
    this.#timeoutMilliseconds = timeoutMilliseconds;
    this.#backOff = backOff;
  }

  /**
   * Tries again what is worth it: not a connection that took too long, for others wait for its place in the line.
   *
   * @throws PostRefusedError; what HttpLine throws
   */
  async send(connectionId: string, frame: string): Promise<void> {
    const request = await this.#request(connectionId, frame);
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt + 1 === MAX_ATTEMPTS;
      try {
        const status = await this.#post(request);
        if (status < 300) return;
        if (isLast || !isPassing(status)) throw new PostRefusedError(connectionId, status);
      } catch (error) {
        if (isLast || !(error instanceof CutOffError)) throw error;
        // Lambda was frozen for longer than API Gateway keeps a line open: the others have ended as well, though that may not have been heard.
        this.close();
      }
      await this.#backOff(attempt);
    }
  }

  /** Ends the lines that nobody uses at the moment. */
  close(): void {
    for (const line of this.#lines.splice(0)) line.end();
  }

  async #post(request: string): Promise<number> {
    const line = this.#line();
    const status = await line.send(request);
    if (line.free) this.#lines.push(line);
    return status;
  }

  #line(): HttpLine {
    for (let line = this.#lines.pop(); line; line = this.#lines.pop()) if (line.free) return line;
    return new HttpLine(this.#endpoint, this.#timeoutMilliseconds);
  }

  async #request(connectionId: string, frame: string): Promise<string> {
    if (this.#last.frame !== frame) {
      this.#last = { frame, hash: hash('sha256', frame), bytes: Buffer.byteLength(frame) };
    }
    const { hash: bodyHash, bytes } = this.#last;
    const path = this.#basePath + encodeURIComponent(connectionId);
    const headers = await this.#signature.sign({
      method: 'POST',
      path,
      headers: {
        host: this.#endpoint.host,
        'content-type': 'application/octet-stream',
        'content-length': String(bytes),
      },
      bodyHash,
    });
    let head = `POST ${path} HTTP/1.1\r\n`;
    for (const name in headers) head += `${name}: ${headers[name]}\r\n`;
    return `${head}\r\n${frame}`;
  }
}

const isPassing = (status: number) => status === TOO_MANY_REQUESTS || status >= 500;
