import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { BackOff } from '../../shared/back-off.ts';
import { KeyedSha256 } from '../../shared/keyed-sha256.ts';

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

/** As much of the SDK's client as sending takes. */
export type PostingClient = Pick<ApiGatewayManagementApiClient['config'], 'credentials' | 'region' | 'requestHandler'>;

/**
 * PostToConnection, signed and sent with the SDK's own parts, without what it does around them for every call: resolving the endpoint,
 * serializing, choosing how to sign, hashing the same frame again. A broadcast does nothing else a thousand times over, and takes less
 * than half of the processor's time this way.
 */
export class ConnectionPost {
  readonly #endpoint: URL;
  readonly #client: PostingClient;
  readonly #signer: SignatureV4;
  readonly #backOff: BackOff;
  /** The frame sent last: a broadcast sends the same to all. */
  #last = { frame: '', hash: '' };

  /** @param endpoint the callback URL of a stage */
  constructor(endpoint: string, client: PostingClient, backOff: BackOff) {
    const { credentials, region } = client;
    this.#endpoint = new URL(endpoint);
    this.#client = client;
    this.#signer = new SignatureV4({ service: 'execute-api', credentials, region, sha256: KeyedSha256 });
    this.#backOff = backOff;
  }

  /**
   * Tries again what is worth it: not a connection that took too long, for others wait for its place in the line.
   *
   * @throws PostRefusedError; what the way there throws
   */
  async send(connectionId: string, frame: string): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      const isLast = attempt + 1 === MAX_ATTEMPTS;
      try {
        const status = await this.#post(connectionId, frame);
        if (status < 300) return;
        if (isLast || !isPassing(status)) throw new PostRefusedError(connectionId, status);
      } catch (error) {
        if (isLast || !wasCutOff(error)) throw error;
      }
      await this.#backOff(attempt);
    }
  }

  async #post(connectionId: string, frame: string): Promise<number> {
    const signed = await this.#signer.sign(this.#request(connectionId, frame));
    const { response } = await this.#client.requestHandler.handle(signed);
    if (!HttpResponse.isInstance(response)) throw new TypeError('the handler of the SDK answered no HTTP response');
    // Unread, it would keep its place in the agent.
    if (response.body instanceof Readable) response.body.resume();
    return response.statusCode;
  }

  #request(connectionId: string, frame: string): HttpRequest {
    const { protocol, hostname, port, host, pathname } = this.#endpoint;
    return new HttpRequest({
      method: 'POST',
      protocol,
      hostname,
      ...(port && { port: Number(port) }),
      path: `${pathname.replace(/\/$/, '')}/@connections/${encodeURIComponent(connectionId)}`,
      headers: {
        host,
        'content-type': 'application/octet-stream',
        'content-length': String(Buffer.byteLength(frame)),
        'x-amz-content-sha256': this.#hash(frame),
      },
      body: frame,
    });
  }

  #hash(frame: string): string {
    if (this.#last.frame !== frame) {
      this.#last = { frame, hash: createHash('sha256').update(frame).digest('hex') };
    }
    return this.#last.hash;
  }
}

const isPassing = (status: number) => status === TOO_MANY_REQUESTS || status >= 500;

/** A connection that was kept open may have been closed on the other side just now. */
function wasCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
