import type { MapRunStatus } from '@aws-sdk/client-sfn';
import type { Store } from '../../../runtime/store.ts';

/** A Map Run: the child executions of a Map state in DISTRIBUTED mode. Times are epoch milliseconds. */
export interface MapRunRecord {
  readonly arn: string;
  readonly executionArn: string;
  /** The parent's state machine with the run's label: that of the child executions. */
  readonly machineArn: string;
  readonly status: MapRunStatus;
  readonly startAt: number;
  readonly stopAt: number | undefined;
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  /** Child executions and items in all, also those that are not yet started. */
  readonly totalChildren: number;
  readonly totalItems: number;
  readonly redriveCount: number;
  readonly redriveAt: number | undefined;
}

interface MapRunRow {
  readonly arn: string;
  readonly execution_arn: string;
  readonly machine_arn: string;
  readonly status: MapRunStatus;
  readonly start_at: number;
  readonly stop_at: number | null;
  readonly max_concurrency: number;
  readonly tolerated_count: number;
  readonly tolerated_percentage: number;
  readonly total_children: number;
  readonly total_items: number;
  readonly redrive_count: number;
  readonly redrive_at: number | null;
}

/** How many child executions, and items in them, have a status. */
export interface StatusCount {
  readonly status: string;
  readonly executions: number;
  readonly items: number;
}

const FAILED = "'FAILED', 'TIMED_OUT', 'ABORTED'";

export class MapRunStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  put(run: MapRunRecord): void {
    this.#store.run(
      'INSERT OR REPLACE INTO stepfunctions_map_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      run.arn,
      run.executionArn,
      run.machineArn,
      run.status,
      run.startAt,
      run.stopAt ?? null,
      run.maxConcurrency,
      run.toleratedFailureCount,
      run.toleratedFailurePercentage,
      run.totalChildren,
      run.totalItems,
      run.redriveCount,
      run.redriveAt ?? null,
    );
  }

  find(arn: string): MapRunRecord | undefined {
    const row = this.#store.get<MapRunRow>('SELECT * FROM stepfunctions_map_runs WHERE arn = ?', arn);
    return row && recordOf(row);
  }

  /** Newest first, starting after a place that an earlier page ended at. */
  list(executionArn: string, before: number, limit: number): (MapRunRecord & { readonly place: number })[] {
    const sql = `SELECT rowid AS place, * FROM stepfunctions_map_runs
      WHERE execution_arn = ? AND rowid < ? ORDER BY rowid DESC LIMIT ?`;
    return this.#store
      .all<MapRunRow & { place: number }>(sql, executionArn, before, limit)
      .map((row) => ({ ...recordOf(row), place: row.place }));
  }

  counts(arn: string): StatusCount[] {
    const sql = `SELECT status, count(*) AS executions, sum(map_items) AS items
      FROM stepfunctions_executions WHERE map_run = ? GROUP BY status`;
    return this.#store.all<StatusCount>(sql, arn);
  }

  /** Children that failed too long ago to be redriven. */
  notRedrivable(arn: string, stoppedBefore: number): Omit<StatusCount, 'status'> {
    const sql = `SELECT count(*) AS executions, coalesce(sum(map_items), 0) AS items
      FROM stepfunctions_executions WHERE map_run = ? AND status IN (${FAILED}) AND stop_at < ?`;
    return this.#store.get<StatusCount>(sql, arn, stoppedBefore) ?? { executions: 0, items: 0 };
  }

  /** Children that did not succeed are to run again, unless they ended too long ago. */
  awaitRedrive(arn: string, stoppedSince: number): void {
    const sql = `UPDATE stepfunctions_executions SET status = 'PENDING_REDRIVE'
      WHERE map_run = ? AND status IN (${FAILED}) AND stop_at >= ?`;
    this.#store.run(sql, arn, stoppedSince);
  }

  /** The Map Run has ended before those children had their turn. */
  abandonRedrive(arn: string): void {
    const sql = `UPDATE stepfunctions_executions SET status = 'ABORTED' WHERE map_run = ? AND status = 'PENDING_REDRIVE'`;
    this.#store.run(sql, arn);
  }
}

const recordOf = (row: MapRunRow): MapRunRecord => ({
  arn: row.arn,
  executionArn: row.execution_arn,
  machineArn: row.machine_arn,
  status: row.status,
  startAt: row.start_at,
  stopAt: row.stop_at ?? undefined,
  maxConcurrency: row.max_concurrency,
  toleratedFailureCount: row.tolerated_count,
  toleratedFailurePercentage: row.tolerated_percentage,
  totalChildren: row.total_children,
  totalItems: row.total_items,
  redriveCount: row.redrive_count,
  redriveAt: row.redrive_at ?? undefined,
});
