import type { Store } from '../../runtime/store.ts';

export interface Invalidation {
  readonly id: string;
  readonly distributionId: string;
  /** The same one asks for the same invalidation. */
  readonly callerReference: string;
  readonly paths: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
}

interface Row {
  readonly id: string;
  readonly distribution_id: string;
  readonly caller_reference: string;
  readonly paths: string;
  readonly created_at: string;
}

/** What was asked to be fetched anew. */
export class Invalidations {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @returns the one that was asked for before with the same reference, or this one */
  add(invalidation: Invalidation): Invalidation {
    const { id, distributionId, callerReference, paths, createdAt } = invalidation;
    const known = this.#store.get<Row>(
      'SELECT * FROM cloudfront_invalidations WHERE distribution_id = ? AND caller_reference = ?',
      distributionId,
      callerReference,
    );
    if (known) return fromRow(known);
    this.#store.run(
      'INSERT INTO cloudfront_invalidations (id, distribution_id, caller_reference, paths, created_at) VALUES (?, ?, ?, ?, ?)',
      id,
      distributionId,
      callerReference,
      JSON.stringify(paths),
      createdAt,
    );
    return invalidation;
  }

  find(distributionId: string, id: string): Invalidation | undefined {
    const row = this.#store.get<Row>(
      'SELECT * FROM cloudfront_invalidations WHERE distribution_id = ? AND id = ?',
      distributionId,
      id,
    );
    return row && fromRow(row);
  }
}

function fromRow(row: Row): Invalidation {
  return {
    id: row.id,
    distributionId: row.distribution_id,
    callerReference: row.caller_reference,
    paths: JSON.parse(row.paths),
    createdAt: row.created_at,
  };
}
