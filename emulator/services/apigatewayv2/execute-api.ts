import type { IncomingMessage } from 'node:http';
import type { WireAnswer } from '../../door/wire/answer.ts';
import type { Handler } from '../../door/wire/server.ts';
import { EXECUTE_API_PATH } from '../../runtime/local-urls.ts';
import type { HttpGateway } from './http/http-gateway.ts';
import type { ApiStore } from './model/api-store.ts';
import { DEFAULT_KEY } from './model/route-key.ts';

/** What answers requests to APIs of another kind: REST APIs. */
export interface OtherApis {
  /**
   * @param apiId as the URL names it
   * @param path percent-encoded, from the stage on: `/dev/images`
   * @returns undefined when it has no such API
   */
  answer(
    apiId: string,
    path: string,
    rawQuery: string,
    message: IncomingMessage,
    signal: AbortSignal,
  ): Promise<WireAnswer> | undefined;
}

interface Deps {
  readonly apis: ApiStore;
  readonly http: HttpGateway;
  /** Answers `@connections` of WebSocket APIs. */
  readonly connections: Handler;
  readonly others: readonly OtherApis[];
}

/** `/execute-api/{apiId}/{stage}/…`: requests to all APIs. */
export function executeApiHandler({ apis, http, connections, others }: Deps): Handler {
  return async (message, signal) => {
    const { apiId, path, rawQuery } = parseUrl(message.url ?? '');
    const api = apis.api(apiId);
    if (api?.ProtocolType === 'HTTP' && api.DisableExecuteApiEndpoint !== true) {
      const destination = stageOf(apis, apiId, path);
      return destination ? http.answer(message, { ...destination, rawQuery }, signal) : plainAnswer(404, 'Not Found');
    }
    if (api?.ProtocolType === 'WEBSOCKET') return connections(message, signal);
    for (const other of others) {
      const answer = other.answer(apiId, path, rawQuery, message, signal);
      if (answer) return answer;
    }
    // AWS has no such host at all; a name that resolves can only say this.
    return plainAnswer(api ? 403 : 404, api ? 'Forbidden' : 'Not Found');
  };
}

/** The path's first segment when that is a stage; else the whole path belongs to `$default`. */
function stageOf(apis: ApiStore, apiId: string, path: string) {
  const end = path.indexOf('/', 1);
  const first = path.slice(1, end < 0 ? undefined : end);
  const named = first === '' ? undefined : apis.stage(apiId, first);
  if (named) return { deployed: named, path: end < 0 ? '/' : path.slice(end) };
  const deployed = apis.stage(apiId, DEFAULT_KEY);
  return deployed && { deployed, path };
}

function parseUrl(url: string): { apiId: string; path: string; rawQuery: string } {
  const mark = url.indexOf('?');
  const whole = mark < 0 ? url : url.slice(0, mark);
  const start = EXECUTE_API_PATH.length;
  const slash = whole.indexOf('/', start);
  return {
    apiId: whole.slice(start, slash < 0 ? undefined : slash),
    path: slash < 0 ? '/' : whole.slice(slash),
    rawQuery: mark < 0 ? '' : url.slice(mark + 1),
  };
}

const plainAnswer = (status: number, message: string): WireAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});
