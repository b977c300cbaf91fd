import type { IncomingMessage } from 'node:http';

/** What a browser asks an edge for. */
export interface ViewerRequest {
  readonly method: string;
  /** Percent-encoded, with its leading slash. */
  readonly path: string;
  /** With its question mark, or empty. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly message: IncomingMessage;
  readonly signal: AbortSignal;
}

export function viewerRequest(message: IncomingMessage, signal: AbortSignal): ViewerRequest {
  const [path = '/', query = ''] = split(message.url ?? '/');
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
  return { method: message.method ?? 'GET', path, query, headers, message, signal };
}

function split(url: string): [string, string] {
  const mark = url.indexOf('?');
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
}
