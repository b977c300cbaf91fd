import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../../../runtime/clock.ts';
import { httpRequest } from '../../../runtime/node-http.ts';
import { HTTP_ANSWER_MILLISECONDS } from '../limits.ts';
import { DeliveryFailure } from './delivery-failure.ts';
import { checkNetwork, connectTo } from './network.ts';

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Posts to HTTP endpoints. */
export interface Poster {
  /** @throws DeliveryFailure unless the answer's status is 2xx */
  post(posting: Posting): Promise<{ readonly status: number }>;
  /** Gives up what is under way. */
  stop(): void;
}

/** How much of an answer a failure quotes. */
const QUOTED_CHARACTERS = 200;

export function createPoster({ clock, allowNetwork }: { clock: Clock; allowNetwork: boolean }): Poster {
  const stopped = new AbortController();
  return {
    async post(posting) {
      const url = new URL(posting.url);
      checkNetwork(url, allowNetwork);
      const late = new AbortController();
      const cancel = clock.at(clock.now() + HTTP_ANSWER_MILLISECONDS, () =>
        late.abort(new Error(`no answer within ${HTTP_ANSWER_MILLISECONDS / 1_000} seconds`)),
      );
      try {
        return await exchange(url, posting, AbortSignal.any([late.signal, stopped.signal]));
      } catch (error) {
        throw error instanceof DeliveryFailure ? error : unreachable(url, error);
      } finally {
        cancel();
      }
    },
    stop: () => stopped.abort(new Error('the emulator stops')),
  };
}

async function exchange(url: URL, posting: Posting, signal: AbortSignal): Promise<{ status: number }> {
  const answer = await answerOf(url, posting, signal);
  const text = await read(answer);
  const status = answer.statusCode ?? 0;
  if (status >= 200 && status < 300) return { status };
  // https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html: 4xx but 429 is final.
  const retry = status < 400 || status >= 500 || status === 429;
  throw new DeliveryFailure(`${url.host} answered ${status} ${text}`.trim(), { retry, status });
}

function answerOf(url: URL, { headers, body }: Posting, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      hostname: connectTo(url),
      servername: url.hostname,
      headers: { ...headers, host: url.host, 'content-length': String(Buffer.byteLength(body)) },
      signal,
    });
    sent.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    sent.on('response', resolve);
    sent.end(body);
  });
}

async function read(answer: IncomingMessage): Promise<string> {
  let text = '';
  answer.setEncoding('utf8');
  for await (const chunk of answer) if (text.length < QUOTED_CHARACTERS) text += chunk;
  return text.slice(0, QUOTED_CHARACTERS);
}

function unreachable(url: URL, error: unknown): DeliveryFailure {
  const why = error instanceof Error ? error.message || error.name : String(error);
  return new DeliveryFailure(`${url.host} could not be reached: ${why}`, { retry: true, status: 503, cause: error });
}
