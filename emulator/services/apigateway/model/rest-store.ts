import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { notFound } from '../errors.ts';
import type { RestContent, RestKind, RestRecords } from './records.ts';

/** A step that was released is never changed, a further one is appended. */
const MIGRATIONS = [
  `CREATE TABLE apigateway_things (api TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
     PRIMARY KEY (api, kind, id)) STRICT`,
] as const;

const TITLES: Readonly<Record<RestKind, string>> = {
  api: 'API',
  resource: 'Resource',
  method: 'Method',
  authorizer: 'Authorizer',
  validator: 'Request Validator',
  model: 'Model',
  gatewayResponse: 'GatewayResponse',
  stage: 'Stage',
  deployment: 'Deployment',
  usagePlan: 'Usage Plan',
  apiKey: 'API Key',
  planKey: 'Usage Plan Key',
  account: 'Account',
};

interface Body {
  readonly body: string;
}

/** Keeps REST APIs and what belongs to them. */
export class RestStore {
  readonly #store: Store;
  readonly #ids: Ids;
  readonly #listeners = new Set<(api: string) => void>();

  constructor({ store, ids }: { readonly store: Store; readonly ids: Ids }) {
    this.#store = store;
    this.#ids = ids;
    store.migrate('apigateway', MIGRATIONS);
  }

  /** Calls `listener` with the API that something has changed of; with `''` for usage plans and keys. */
  onChange(listener: (api: string) => void): void {
    this.#listeners.add(listener);
  }

  newId(characters: number): string {
    return this.#ids.letters(characters).toLowerCase();
  }

  find<K extends RestKind>(api: string, kind: K, id: string): RestRecords[K] | undefined {
    const sql = 'SELECT body FROM apigateway_things WHERE api = ? AND kind = ? AND id = ?';
    const row = this.#store.get<Body>(sql, api, kind, id);
    return row && JSON.parse(row.body);
  }

  /** @throws AwsError NotFoundException */
  get<K extends RestKind>(api: string, kind: K, id: string | undefined): RestRecords[K] {
    const found = id === undefined ? undefined : this.find(api, kind, id);
    if (!found) throw notFound(TITLES[kind]);
    return found;
  }

  list<K extends RestKind>(api: string, kind: K): RestRecords[K][] {
    const sql = 'SELECT body FROM apigateway_things WHERE api = ? AND kind = ? ORDER BY rowid';
    return this.#store.all<Body>(sql, api, kind).map(({ body }) => JSON.parse(body));
  }

  /** Every API; each is kept under its own id. */
  apis(): RestRecords['api'][] {
    const sql = "SELECT body FROM apigateway_things WHERE kind = 'api' ORDER BY rowid";
    return this.#store.all<Body>(sql).map(({ body }) => JSON.parse(body));
  }

  put<K extends RestKind>(api: string, kind: K, id: string, record: RestRecords[K]): RestRecords[K] {
    this.#store.run(
      'INSERT INTO apigateway_things VALUES (?, ?, ?, ?) ON CONFLICT (api, kind, id) DO UPDATE SET body = excluded.body',
      api,
      kind,
      id,
      JSON.stringify(record),
    );
    this.#changed(api);
    return record;
  }

  delete(api: string, kind: RestKind, id: string): void {
    this.#store.run('DELETE FROM apigateway_things WHERE api = ? AND kind = ? AND id = ?', api, kind, id);
    this.#changed(api);
  }

  /** Removes an API with all that belongs to it. */
  deleteApi(api: string): void {
    this.#store.run('DELETE FROM apigateway_things WHERE api = ?', api);
    this.#changed(api);
  }

  /** What the API is now, for a deployment to keep. */
  content(api: string): RestContent {
    return {
      resource: this.list(api, 'resource'),
      method: this.list(api, 'method'),
      authorizer: this.list(api, 'authorizer'),
      validator: this.list(api, 'validator'),
      model: this.list(api, 'model'),
      gatewayResponse: this.list(api, 'gatewayResponse'),
    };
  }

  #changed(api: string): void {
    for (const listener of this.#listeners) listener(api);
  }
}
