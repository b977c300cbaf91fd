import type { Store } from '../../../runtime/store.ts';
import { type ApiPlan, type DeployedStage, planOf } from './api-plan.ts';
import type { ApiRecord, Content, PartKind, PartRecords, StageRecord } from './records.ts';
import { MIGRATIONS } from './tables.ts';

interface Body {
  readonly body: string;
}

interface Stages {
  readonly records: ReadonlyMap<string, StageRecord>;
  /** Filled as they are asked for. */
  readonly deployed: Map<string, DeployedStage>;
}

/**
 * Keeps APIs and their parts, and answers what a stage of one is made of. Rows are written through; what requests need
 * is held in memory until the API changes.
 */
export class ApiStore {
  readonly #store: Store;
  readonly #apis: Map<string, ApiRecord>;
  readonly #stages = new Map<string, Stages>();
  readonly #live = new Map<string, ApiPlan>();
  readonly #listeners = new Set<(apiId: string) => void>();

  constructor(store: Store) {
    this.#store = store;
    store.migrate('apigatewayv2', MIGRATIONS);
    const rows = store.all<Body>('SELECT body FROM apigatewayv2_apis');
    this.#apis = new Map(
      rows.map(({ body }): [string, ApiRecord] => {
        const api: ApiRecord = JSON.parse(body);
        return [api.ApiId, api];
      }),
    );
  }

  /** Calls `listener` with the id of each API that changes or goes, until the answer is called. */
  onChange(listener: (apiId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  apis(): ApiRecord[] {
    return [...this.#apis.values()];
  }

  api(apiId: string): ApiRecord | undefined {
    return this.#apis.get(apiId);
  }

  putApi(api: ApiRecord): void {
    this.#store.run(
      'INSERT INTO apigatewayv2_apis VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
      api.ApiId,
      JSON.stringify(api),
    );
    this.#apis.set(api.ApiId, api);
    this.#changed(api.ApiId);
  }

  /** Removes an API with all its parts. */
  deleteApi(apiId: string): void {
    this.#store.run('DELETE FROM apigatewayv2_apis WHERE id = ?', apiId);
    this.#apis.delete(apiId);
    this.#changed(apiId);
  }

  parts<K extends PartKind>(apiId: string, kind: K): PartRecords[K][] {
    const sql = 'SELECT body FROM apigatewayv2_parts WHERE api = ? AND kind = ? ORDER BY rowid';
    return this.#store.all<Body>(sql, apiId, kind).map(({ body }) => JSON.parse(body));
  }

  part<K extends PartKind>(apiId: string, kind: K, id: string): PartRecords[K] | undefined {
    const sql = 'SELECT body FROM apigatewayv2_parts WHERE api = ? AND kind = ? AND id = ?';
    const row = this.#store.get<Body>(sql, apiId, kind, id);
    return row && JSON.parse(row.body);
  }

  putPart<K extends PartKind>(apiId: string, kind: K, id: string, record: PartRecords[K]): void {
    this.#store.run(
      'INSERT INTO apigatewayv2_parts VALUES (?, ?, ?, ?) ON CONFLICT (api, kind, id) DO UPDATE SET body = excluded.body',
      apiId,
      kind,
      id,
      JSON.stringify(record),
    );
    this.#changed(apiId);
  }

  deletePart(apiId: string, kind: PartKind, id: string): void {
    this.#store.run('DELETE FROM apigatewayv2_parts WHERE api = ? AND kind = ? AND id = ?', apiId, kind, id);
    if (kind === 'deployment') {
      this.#store.run('DELETE FROM apigatewayv2_snapshots WHERE api = ? AND deployment = ?', apiId, id);
    }
    this.#changed(apiId);
  }

  /** Freezes what the API is now under a deployment. */
  freeze(apiId: string, deploymentId: string): void {
    const body = JSON.stringify(this.#content(apiId));
    this.#store.run('INSERT OR REPLACE INTO apigatewayv2_snapshots VALUES (?, ?, ?)', apiId, deploymentId, body);
    this.#changed(apiId);
  }

  /** What requests to a stage meet; undefined when the API or the stage is not there. */
  stage(apiId: string, name: string): DeployedStage | undefined {
    const api = this.#apis.get(apiId);
    if (!api) return undefined;
    const stages = this.#stages.get(apiId) ?? this.#stagesOf(apiId);
    const known = stages.deployed.get(name);
    const stage = stages.records.get(name);
    if (known || !stage) return known;
    const made = { api, stage, plan: this.#planOf(apiId, stage) };
    stages.deployed.set(name, made);
    return made;
  }

  #stagesOf(apiId: string): Stages {
    const records = new Map(this.parts(apiId, 'stage').map((stage) => [stage.StageName, stage]));
    const stages = { records, deployed: new Map() };
    this.#stages.set(apiId, stages);
    return stages;
  }

  #planOf(apiId: string, { AutoDeploy, DeploymentId }: StageRecord): ApiPlan {
    if (AutoDeploy) {
      const live = this.#live.get(apiId) ?? planOf(this.#content(apiId));
      this.#live.set(apiId, live);
      return live;
    }
    const sql = 'SELECT body FROM apigatewayv2_snapshots WHERE api = ? AND deployment = ?';
    const frozen = this.#store.get<Body>(sql, apiId, DeploymentId ?? '');
    return frozen ? planOf(JSON.parse(frozen.body)) : { routes: new Map(), models: new Map() };
  }

  #content(apiId: string): Content {
    return {
      route: this.parts(apiId, 'route'),
      integration: this.parts(apiId, 'integration'),
      authorizer: this.parts(apiId, 'authorizer'),
      model: this.parts(apiId, 'model'),
      routeResponse: this.parts(apiId, 'routeResponse'),
      integrationResponse: this.parts(apiId, 'integrationResponse'),
    };
  }

  #changed(apiId: string): void {
    this.#stages.delete(apiId);
    this.#live.delete(apiId);
    for (const listener of this.#listeners) listener(apiId);
  }
}
