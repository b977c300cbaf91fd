import type { IncomingMessage } from 'node:http';
import type { Account } from '../../../runtime/account.ts';
import type { DeployedStage } from '../model/api-plan.ts';
import { DEFAULT_KEY } from '../model/route-key.ts';
import { RequestBody } from './request-body.ts';

/** What of a request a parameter mapping may change before an integration sees it. */
export interface RequestView {
  /** Lower-case names; what came more than once is joined by commas. Cookies stand apart. */
  readonly headers: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** As sent, without the question mark. */
  readonly rawQuery: string;
  /** Decoded, with the stage before it unless that is `$default`. */
  readonly rawPath: string;
}

/** A request to an HTTP or REST API. */
export interface HttpRequest extends RequestView {
  readonly deployed: DeployedStage;
  readonly method: string;
  /** Decoded, without the stage. */
  readonly path: string;
  readonly cookies: readonly string[];
  /** Names and values as they were sent, one after the other. */
  readonly rawHeaders: readonly string[];
  readonly protocol: string;
  readonly sourceIp: string;
  readonly userAgent: string;
  readonly domainName: string;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly traceHeader: string;
  readonly body: RequestBody;
  /** Aborted when the client is gone. */
  readonly signal: AbortSignal;
}

/** Of the connection, not of the request. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade', 'te']);

export interface RequestOptions {
  readonly deployed: DeployedStage;
  /** Percent-encoded path without stage, and with it. */
  readonly path: string;
  readonly rawQuery: string;
  readonly requestId: string;
  readonly at: number;
  readonly traceHeader: string;
  readonly account: Account;
  readonly signal: AbortSignal;
}

export function httpRequest(message: IncomingMessage, options: RequestOptions): HttpRequest {
  const { deployed, rawQuery, requestId, at, traceHeader, account, signal } = options;
  const { headers, cookies } = readHeaders(message.rawHeaders);
  const path = decoded(options.path);
  const { StageName } = deployed.stage;
  const sourceIp = (message.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  headers['x-amzn-trace-id'] = traceHeader;
  headers['x-forwarded-for'] = headers['x-forwarded-for'] ? `${headers['x-forwarded-for']}, ${sourceIp}` : sourceIp;
  headers['x-forwarded-port'] ??= String(message.socket.localPort ?? '');
  headers['x-forwarded-proto'] ??= 'http';
  return {
    deployed,
    method: message.method ?? 'GET',
    path,
    rawPath: StageName === DEFAULT_KEY ? path : `/${StageName}${path}`,
    rawQuery,
    query: readQuery(rawQuery),
    headers,
    cookies,
    rawHeaders: message.rawHeaders,
    protocol: `HTTP/${message.httpVersion}`,
    sourceIp,
    userAgent: headers['user-agent'] ?? '',
    domainName: `${deployed.api.ApiId}.execute-api.${account.region}.${account.urlSuffix}`,
    requestId,
    at,
    traceHeader,
    body: new RequestBody(message),
    signal,
  };
}

function readHeaders(raw: readonly string[]): { headers: Record<string, string>; cookies: string[] } {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? '').toLowerCase();
    const value = raw[index + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(';').map((cookie) => cookie.trim()));
    else if (!HOP_BY_HOP.has(name)) {
      headers[name] = Object.hasOwn(headers, name) ? `${headers[name]},${value}` : value;
    }
  }
  return { headers, cookies };
}

const NO_QUERY: ReadonlyMap<string, readonly string[]> = new Map();

export function readQuery(raw: string): ReadonlyMap<string, readonly string[]> {
  if (raw === '') return NO_QUERY;
  const query = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(raw)) {
    const known = query.get(name);
    if (known) known.push(value);
    else query.set(name, [value]);
  }
  return query;
}

/** HTTP APIs hand paths on decoded; one that is no proper encoding stays as it is. */
function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
