import type { IncomingMessage } from 'node:http';
import type { WireAnswer } from '../../../door/wire/answer.ts';
import { localUrls } from '../../../runtime/local-urls.ts';
import { isLoopback } from '../../../runtime/loopback.ts';
import { httpRequest } from '../../../runtime/node-http.ts';
import type { Origin } from '../model.ts';
import type { ViewerRequest } from './viewer-request.ts';

/** Headers that are between two neighbours (https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'transfer-encoding', 'upgrade', 'host'];

/**
 * Asks another server, an API of this emulator or one on this machine, and hands its answer on.
 *
 * @param endpoint base URL of the emulator
 * @returns 502, naming the host, for one that is not on this machine
 */
export async function fromServer(origin: Origin, endpoint: string, request: ViewerRequest): Promise<WireAnswer> {
  const base = localUrls(`https://${origin.domainName}`, { endpoint }).replace(/^https:/, 'http:');
  const url = new URL(`${base}${origin.path}${request.path}${request.query}`);
  if (!isLoopback(url.hostname)) {
    return {
      status: 502,
      headers: { 'content-type': 'text/plain' },
      body: `The origin ${origin.domainName} is not on this machine`,
    };
  }
  const answer = await ask(url, origin, request);
  const headers = Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
  return {
    status: answer.statusCode ?? 502,
    headers: Object.fromEntries(headers.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
    body: answer,
  };
}

function ask(url: URL, origin: Origin, { method, headers, message, signal }: ViewerRequest): Promise<IncomingMessage> {
  const kept = Object.entries(headers).filter(([name, value]) => value !== undefined && !HOP_BY_HOP.includes(name));
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      url,
      { method, headers: { ...Object.fromEntries(kept), ...origin.headers }, signal },
      resolve,
    );
    outgoing.on('error', reject);
    message.pipe(outgoing);
  });
}
