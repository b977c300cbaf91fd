import { ApiError, problemOf } from './problem.ts';

export type Query = Readonly<Record<string, string | number | undefined>>;

export interface ApiClientOptions {
  readonly baseUrl: string;
  /** Asked for each request, so that a token that ran out is renewed. */
  readonly token: (options?: { readonly forceRefresh?: boolean }) => Promise<string>;
  readonly fetch?: typeof fetch;
}

interface PostOptions {
  /** The same for each repetition of one action of the user, so that it is done once. */
  readonly idempotencyKey?: string;
}

/** Speaks with the HTTP API as the user who is signed in. All methods throw {@link ApiError}. */
export class ApiClient {
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions) {
    this.#options = options;
  }

  /** @param path with its leading slash, its parts encoded */
  get<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
    return this.#send(withQuery(path, query), { method: 'GET', ...(signal ? { signal } : {}) });
  }

  post<Answer>(
    path: string,
    body: unknown,
    { idempotencyKey = crypto.randomUUID() }: PostOptions = {},
  ): Promise<Answer> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    return this.#send(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  /** A token that was revoked meanwhile is renewed once. */
  async #send<Answer>(path: string, request: RequestInit): Promise<Answer> {
    let response = await this.#fetch(path, request, await this.#token(false));
    if (response.status === 401) response = await this.#fetch(path, request, await this.#token(true));
    if (!response.ok) throw await problemOf(response);
    return response.json() as Promise<Answer>;
  }

  async #token(forceRefresh: boolean): Promise<string> {
    try {
      return await this.#options.token({ forceRefresh });
    } catch (cause) {
      throw new ApiError(401, 'Nobody is signed in', { cause });
    }
  }

  async #fetch(path: string, request: RequestInit, token: string): Promise<Response> {
    const send = this.#options.fetch ?? fetch;
    try {
      return await send(this.#options.baseUrl + path, {
        ...request,
        headers: { ...request.headers, authorization: `Bearer ${token}` },
      });
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      throw new ApiError(0, 'The server cannot be reached', { cause });
    }
  }
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return given.length === 0 ? path : `${path}?${search}`;
}
