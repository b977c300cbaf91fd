import { request as requestHttps } from 'node:https';
import { isLoopback } from '../../../runtime/loopback.ts';
import { httpRequest as requestHttp } from '../../../runtime/node-http.ts';
import type { Json } from '../json.ts';
import { MAX_PAYLOAD_BYTES } from '../limits.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | undefined;
  /** Ends the exchange when the task is over. */
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly statusText: string;
  /** By their names as they were sent. */
  readonly headers: Readonly<Record<string, string[]>>;
  readonly text: string;
}

/** No answer came. */
export class HttpExchangeError extends Error {
  override name = 'HttpExchangeError';
}

/** Sends one request; other hosts than this machine only where the network is allowed. */
export type HttpExchange = (request: HttpRequest) => Promise<HttpAnswer>;

/** @throws HttpExchangeError when the host may not be reached, cannot be, or takes too long */
export const httpExchange =
  (allowNetwork: boolean): HttpExchange =>
  async (request) => {
    const { url, timeoutMilliseconds } = request;
    if (!allowNetwork && !isLoopback(url.hostname)) {
      throw new HttpExchangeError(
        `The emulator calls no host but this machine: ${url.host} needs the flag --allow-network.`,
      );
    }
    const tooLate = AbortSignal.timeout(timeoutMilliseconds);
    try {
      return await exchange(request, AbortSignal.any([request.signal, tooLate]));
    } catch (cause) {
      const why = tooLate.aborted ? `no answer within ${timeoutMilliseconds} ms` : messageOf(cause);
      throw new HttpExchangeError(`${url.host}: ${why}`, { cause });
    }
  };

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

function exchange({ url, method, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
    const sent = send(url, { method, headers: { ...headers, ...length }, signal }, (message) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const answer = () =>
        resolve({
          status: message.statusCode ?? 0,
          statusText: message.statusMessage ?? '',
          headers: headerLists(message.rawHeaders),
          text: Buffer.concat(chunks).toString('utf8'),
        });
      message.on('error', reject);
      message.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        // More than a state can hold: the task fails with what is here, and the rest need not come.
        if (bytes <= MAX_PAYLOAD_BYTES) return;
        answer();
        message.destroy();
      });
      message.on('end', answer);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function headerLists(raw: readonly string[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    lists[name] = [...(lists[name] ?? []), raw[at + 1] ?? ''];
  }
  return lists;
}

/** An answer as the result of a task. */
export const answerResult = ({ status, statusText, headers, text }: HttpAnswer): Record<string, Json> => ({
  Headers: { ...headers },
  ...(text === '' ? {} : { ResponseBody: parsedBody(text) }),
  StatusCode: status,
  StatusText: statusText,
});

export const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

/** A body is JSON when it can be read as such; anything else stays a text. */
function parsedBody(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
