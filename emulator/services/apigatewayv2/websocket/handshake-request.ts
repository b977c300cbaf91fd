import type { IncomingMessage } from 'node:http';

/** What a client's handshake carries, in both forms that events show it in. */
export interface Handshake {
  /** By name as the client spelled it; the last value of a repeated header. */
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  /** The last value of a repeated parameter. */
  readonly query: Readonly<Record<string, string>>;
  readonly multiValueQuery: Readonly<Record<string, readonly string[]>>;
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-4.1 */
const KEY = /^[+/0-9A-Za-z]{22}==$/;
const VERSIONS = ['13', '8'];
const PROTOCOL = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Whether a request is a whole handshake. One that is not must be refused before `$connect` hears of a client that can
 * never be there.
 */
export function isHandshake({ method, headers }: IncomingMessage): boolean {
  const protocols = headers['sec-websocket-protocol']?.split(',').map((protocol) => protocol.trim()) ?? [];
  return (
    method === 'GET' &&
    KEY.test(headers['sec-websocket-key'] ?? '') &&
    VERSIONS.includes(String(headers['sec-websocket-version'])) &&
    protocols.every((protocol) => PROTOCOL.test(protocol)) &&
    new Set(protocols).size === protocols.length
  );
}

/** Headers that API Gateway keeps to itself. */
const NOT_PASSED_ON = new Set(['connection', 'upgrade', 'host', 'content-length', 'transfer-encoding']);

/**
 * Reads a handshake as API Gateway shows it to integrations and authorizers: with its own domain as the host, and the
 * headers that a load balancer adds.
 */
export function readHandshake(
  message: IncomingMessage,
  { domainName, sourceIp, traceHeader }: { domainName: string; sourceIp: string; traceHeader: string },
): Handshake {
  const multiValueHeaders: Record<string, string[]> = { Host: [domainName] };
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = message.rawHeaders.slice(index, index + 2);
    if (!NOT_PASSED_ON.has(name.toLowerCase())) append(multiValueHeaders, name, value);
  }
  multiValueHeaders['X-Amzn-Trace-Id'] = [traceHeader];
  multiValueHeaders['X-Forwarded-For'] = [sourceIp];
  multiValueHeaders['X-Forwarded-Port'] = ['443'];
  multiValueHeaders['X-Forwarded-Proto'] = ['https'];
  const multiValueQuery: Record<string, string[]> = {};
  const { url = '' } = message;
  const cut = url.indexOf('?');
  for (const [name, value] of new URLSearchParams(cut < 0 ? '' : url.slice(cut + 1))) {
    append(multiValueQuery, name, value);
  }
  return {
    headers: lastValues(multiValueHeaders),
    multiValueHeaders,
    query: lastValues(multiValueQuery),
    multiValueQuery,
  };
}

function append(table: Record<string, string[]>, name: string, value: string): void {
  const values = table[name] ?? [];
  table[name] = values;
  values.push(value);
}

const lastValues = (table: Record<string, string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(table).map(([name, values]) => [name, values.at(-1) ?? '']));

/** A header's value, whatever the case of its name. */
export function headerOf({ headers }: Handshake, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
}
