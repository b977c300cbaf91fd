import type { WireAnswer } from '../../../door/wire/answer.ts';
import { awsHandler, type WireOptions } from '../../../door/wire/handler.ts';
import type { Handler } from '../../../door/wire/server.ts';
import { readConnectionsPath } from './connections-path.ts';

/** Answers `@connections` requests to a stage of a WebSocket API; they must be signed. */
export function connectionsHandler(options: Pick<WireOptions, 'door' | 'identities' | 'ids' | 'guard'>): Handler {
  return awsHandler({
    ...options,
    pathOf: (path) => readConnectionsPath(path)?.path ?? path,
    refusal: ({ url }, signature) => {
      if (!readConnectionsPath(url)) return refusal('ForbiddenException', 'Forbidden');
      if (signature?.service === 'execute-api') return undefined;
      return refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
    },
  });
}

const refusal = (code: string, message: string): WireAnswer => ({
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
  body: JSON.stringify({ message }),
});
