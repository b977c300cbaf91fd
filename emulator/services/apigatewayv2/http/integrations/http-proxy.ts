import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isLoopback } from '../../../../runtime/loopback.ts';
import { httpRequest } from '../../../../runtime/node-http.ts';
import type { IntegrationRecord } from '../../model/records.ts';
import type { HttpAnswer } from '../answer.ts';
import type { Exchange } from '../exchange.ts';
import { serviceUnavailable } from '../failure.ts';
import { withStageVariables } from '../lambda-call.ts';
import type { RequestView } from '../request.ts';
import { withDeadline } from './deadline.ts';

/** Of the connection, or written anew for the next one. */
const NOT_PASSED_ON = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'upgrade',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

/** Passes a request on to a web server, and its answer back as it comes. */
export async function passOn(
  integration: IntegrationRecord,
  exchange: Exchange,
  view: RequestView,
  { allowNetwork }: { readonly allowNetwork: boolean },
): Promise<HttpAnswer> {
  const url = targetUrl(integration, exchange, view);
  if (!allowNetwork && !isLoopback(url.hostname)) {
    throw serviceUnavailable(
      `${url.origin} is not on this machine, and the emulator was started without --allow-network`,
    );
  }
  const body = await exchange.request.body.bytes();
  const answer = await withDeadline(send(url, integration, exchange, view, body), integration.TimeoutInMillis);
  const status = answer.statusCode ?? 502;
  exchange.integration.status = status;
  return { status, headers: answerHeaders(answer), body: answer };
}

function targetUrl({ IntegrationUri = '' }: IntegrationRecord, exchange: Exchange, view: RequestView): URL {
  const filled = withStageVariables(IntegrationUri, exchange.request.deployed.stage.StageVariables).replace(
    /\{([^{}+]+)\+?\}/g,
    (_, name: string) => (exchange.pathParameters[name] ?? '').split('/').map(encodeURIComponent).join('/'),
  );
  if (!URL.canParse(filled)) throw serviceUnavailable(`The integration's URI is no URL: ${filled}`);
  const url = new URL(filled);
  if (view.rawPath !== exchange.request.rawPath) url.pathname = view.rawPath;
  if (view.rawQuery) url.search = url.search ? `${url.search}&${view.rawQuery}` : `?${view.rawQuery}`;
  return url;
}

function send(
  url: URL,
  { IntegrationMethod = 'ANY' }: IntegrationRecord,
  { request }: Exchange,
  view: RequestView,
  body: Buffer,
): Promise<IncomingMessage> {
  const kept = Object.entries(view.headers).filter(([name]) => !NOT_PASSED_ON.has(name));
  const headers = {
    ...Object.fromEntries(kept),
    ...(request.cookies.length > 0 ? { cookie: request.cookies.join('; ') } : {}),
    forwarded: `by=${url.hostname};for=${request.sourceIp};host=${request.domainName};proto=http`,
    ...(body.length > 0 ? { 'content-length': String(body.length) } : {}),
  };
  const method = IntegrationMethod === 'ANY' ? request.method : IntegrationMethod;
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = start(url, { method, headers, signal: request.signal }, resolve);
    outgoing.on('error', (error) => reject(serviceUnavailable(`${url.origin}: ${error.message}`)));
    outgoing.end(body);
  });
}

function answerHeaders({ rawHeaders }: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (['connection', 'keep-alive', 'transfer-encoding', 'upgrade'].includes(name)) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}
