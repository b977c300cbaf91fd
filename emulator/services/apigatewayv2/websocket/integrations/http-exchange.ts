import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isLoopback } from '../../../../runtime/loopback.ts';
import { httpRequest } from '../../../../runtime/node-http.ts';
import { internalError } from '../failure.ts';
import type { IntegrationAnswer } from './integration.ts';

export interface HttpExchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly allowNetwork: boolean;
}

/** As much as API Gateway takes of an integration's answer. */
const ANSWER_BYTES = 10 * 1024 * 1024;

/** @throws GatewayFailure when the host is not this machine and the network is not allowed, or cannot be reached */
export async function exchange({ url, method, headers, body, allowNetwork }: HttpExchange): Promise<IntegrationAnswer> {
  if (!allowNetwork && !isLoopback(url.hostname)) {
    throw internalError(`${url.host} is not on this machine: requests leave it only with --allow-network.`);
  }
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const hostname = url.hostname.endsWith('.localhost') ? 'localhost' : url.hostname.replace(/^\[|\]$/g, '');
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const length = method === 'GET' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
      const sent = start(url, { method, hostname, headers: { ...headers, host: url.host, ...length } });
      sent.on('error', reject).on('response', resolve);
      sent.end(method === 'GET' ? undefined : body);
    });
    return { status: answer.statusCode ?? 500, headers: headersOf(answer), body: await textOf(answer) };
  } catch (error) {
    throw internalError(error);
  }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of answer) {
    length += chunk.length;
    if (length > ANSWER_BYTES) throw new Error(`the answer is larger than ${ANSWER_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
