import type { Clock } from '../../runtime/clock.ts';
import { Documents } from '../../runtime/documents.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Store } from '../../runtime/store.ts';
import { missing, notFound } from './errors.ts';

export interface QueryDefinition {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly groups: readonly string[];
  /** Epoch milliseconds. */
  readonly updatedAt: number;
}

/** Saved Logs Insights queries: kept and shown. This emulator does not run them. */
export class QueryDefinitions {
  readonly #definitions: Documents<QueryDefinition>;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: { store: Store; clock: Clock; ids: Ids }) {
    this.#definitions = new Documents(store, 'logs_query_definitions');
    this.#clock = clock;
    this.#ids = ids;
  }

  all(): QueryDefinition[] {
    return this.#definitions.all();
  }

  /** @param id of the definition that is changed; undefined makes a new one */
  put(name: string | undefined, query: string | undefined, groups: readonly string[], id?: string): QueryDefinition {
    if (!name) throw missing('name');
    if (!query) throw missing('queryString');
    if (id !== undefined && !this.#definitions.has(id)) throw absent();
    const definition = { id: id ?? this.#ids.uuid(), name, query, groups, updatedAt: this.#clock.now() };
    this.#definitions.set(definition.id, definition);
    return definition;
  }

  delete(id: string | undefined): void {
    if (!id) throw missing('queryDefinitionId');
    if (!this.#definitions.delete(id)) throw absent();
  }
}

const absent = () => notFound('The specified query definition does not exist.');
