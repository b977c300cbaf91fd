import type { WireAnswer } from '../../door/wire/answer.ts';
import { awsHandler, type WireOptions } from '../../door/wire/handler.ts';
import { readSignature, wireRequest } from '../../door/wire/request.ts';
import type { Handler } from '../../door/wire/server.ts';
import { readConnectionsPath } from './connections-path.ts';

/** Answers `@connections` requests to a stage of a WebSocket API; they must be signed. */
export function connectionsHandler(options: Pick<WireOptions, 'door' | 'identities' | 'ids'>): Handler {
  const answer = awsHandler({ ...options, pathOf: (path) => readConnectionsPath(path)?.path ?? path });
  return async (message, signal) => {
    if (!readConnectionsPath(message.url ?? '')) return refusal('ForbiddenException', 'Forbidden');
    if (readSignature(wireRequest(message))?.service !== 'execute-api') {
      return refusal('MissingAuthenticationTokenException', 'Missing Authentication Token');
    }
    return answer(message, signal);
  };
}

const refusal = (code: string, message: string): WireAnswer => ({
  status: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
  body: JSON.stringify({ message }),
});
