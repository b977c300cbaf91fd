/** `/execute-api/{apiId}/{stage}/@connections/{connectionId}`; some clients write the `@` as `%40`. */
const PATH = /^\/execute-api\/([^/?]+)\/([^/?]+)(\/(?:@|%40)connections\/[^?]*)/i;

export interface ConnectionsPath {
  readonly apiId: string;
  readonly stage: string;
  /** `/@connections/{connectionId}`, as the model of the API has it. */
  readonly path: string;
}

/** Undefined for a path that is not of this API. */
export function readConnectionsPath(url: string): ConnectionsPath | undefined {
  const [, apiId, stage, path] = PATH.exec(url) ?? [];
  return apiId && stage && path ? { apiId, stage, path: path.replace(/^\/%40/i, '/@') } : undefined;
}
