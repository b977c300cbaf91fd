/** What API Gateway knows of a handshake when it asks the authorizer. Names of headers come in any case. */
export interface Handshake {
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
}

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Finds the token that a client brings: the query parameter `token`, or one of the subprotocols that it offers, which is the only header
 * that a browser lets a page set.
 *
 * @returns undefined when there is none
 */
export function findToken({ headers, queryStringParameters: { token } }: Handshake): string | undefined {
  return token || offeredProtocols(headers).find((protocol) => JWT.test(protocol));
}

/** The subprotocols of a handshake, as the client prefers them. */
export function offeredProtocols(headers: Readonly<Record<string, string>>): string[] {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'sec-websocket-protocol')?.[1] ?? '';
  return header
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
}
