import type { IncomingMessage } from 'node:http';

/** `abc123.execute-api.us-east-1.amazonaws.com`, `abc123.execute-api.localhost:4566` */
const API_HOST = /^([a-z0-9]+)\.execute-api\./i;

/**
 * A request's path and query as if it had been sent to this endpoint: an API that is named by the host, as on AWS, stands
 * at the beginning of the path. Called again with its own answer it answers the same.
 */
export function withApiInPath({ url = '/', headers }: IncomingMessage): string {
  const apiId = headers.host && API_HOST.exec(headers.host)?.[1];
  return apiId && !url.startsWith('/execute-api/') ? `/execute-api/${apiId.toLowerCase()}${url}` : url;
}
