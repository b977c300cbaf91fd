import type { Store } from '../../../runtime/store.ts';
import { MAP_RUN_PROGRESS } from '../distributed/map-run.ts';
import { BRANCHES_PROGRESS } from '../engine/branches.ts';
import type { Execution, ThreadRows } from '../engine/execution.ts';
import { type ExecutionRecord, isClosed } from '../engine/execution-record.ts';
import type { EventChunk, StoredEvent } from '../engine/history.ts';
import type { Thread, ThreadSnapshot } from '../engine/thread.ts';
import type { JsonObject } from '../json.ts';
import { MAX_HISTORY_EVENTS } from '../limits.ts';
import { type ExecutionRow, INSERT_EXECUTION, recordOf, SELECT_EXECUTION, valuesOf } from './execution-rows.ts';

const UPDATE_EXECUTION = `UPDATE stepfunctions_executions
  SET status = ?, stop_at = ?, output = ?, error = ?, cause = ?, redrive_count = ?, redrive_at = ? WHERE id = ?`;

/** Which executions ListExecutions is after. */
export interface ExecutionFilter {
  /** The state machine, or the Map Run. */
  readonly machineArn?: string;
  readonly mapRunArn?: string;
  readonly status?: string;
  readonly redriven?: boolean;
  /** Version or alias that the execution was started through. */
  readonly qualifierArn?: string;
  /** Only executions older than that row. */
  readonly before?: number;
  readonly limit: number;
}

/** Executions, their histories, and the threads of those that are under way. */
export class ExecutionStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  lastId(): number {
    return this.#store.get<{ id: number | null }>('SELECT max(id) AS id FROM stepfunctions_executions')?.id ?? 0;
  }

  /** @param also what else belongs to the transaction */
  write(executions: readonly Execution[], also: () => void): void {
    this.#store.transaction(() => {
      for (const execution of executions) this.#writeExecution(execution);
      also();
    });
  }

  find(arn: string): ExecutionRecord | undefined {
    const row = this.#store.get<ExecutionRow>(`${SELECT_EXECUTION} WHERE arn = ?`, arn);
    return row && recordOf(row);
  }

  /** Executions that were under way when the emulator stopped, oldest first. */
  running(): ExecutionRecord[] {
    return this.#store.all<ExecutionRow>(`${SELECT_EXECUTION} WHERE status = 'RUNNING' ORDER BY id`).map(recordOf);
  }

  /** The child executions of a Map Run, in the order of their items. */
  children(mapRunArn: string): ExecutionRecord[] {
    return this.#store
      .all<ExecutionRow>(`${SELECT_EXECUTION} WHERE map_run = ? ORDER BY map_index`, mapRunArn)
      .map(recordOf);
  }

  /** Newest first. */
  list(filter: ExecutionFilter): ExecutionRecord[] {
    const [column, arn] =
      filter.mapRunArn === undefined ? ['machine_arn', filter.machineArn] : ['map_run', filter.mapRunArn];
    const conditions = [`${column} = ? AND type = 'STANDARD' AND id < ?`];
    const values: (string | number)[] = [arn ?? '', filter.before ?? Number.MAX_SAFE_INTEGER];
    if (filter.status !== undefined) {
      conditions.push('status = ?');
      values.push(filter.status);
    }
    if (filter.redriven !== undefined) conditions.push(filter.redriven ? 'redrive_count > 0' : 'redrive_count = 0');
    if (filter.qualifierArn !== undefined) {
      conditions.push('? IN (version_arn, alias_arn)');
      values.push(filter.qualifierArn);
    }
    const sql = `${SELECT_EXECUTION} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`;
    return this.#store.all<ExecutionRow>(sql, ...values, filter.limit).map(recordOf);
  }

  lastEventId(execution: number): number {
    const sql = `SELECT coalesce((SELECT max(last) FROM stepfunctions_events WHERE execution = ?),
      (SELECT json_array_length(history) FROM stepfunctions_executions WHERE id = ?)) AS last`;
    return this.#store.get<{ last: number | null }>(sql, execution, execution)?.last ?? 0;
  }

  /** The chunks of a history that hold events from `from` to `to`, both included, oldest first. */
  events(execution: number, from: number, to: number): EventChunk[] {
    const sql = `SELECT 1 AS first, history AS events FROM stepfunctions_executions WHERE id = ? AND history IS NOT NULL
      UNION ALL
      SELECT first, events FROM stepfunctions_events WHERE execution = ? AND first <= ? AND last >= ? ORDER BY first`;
    return this.#store
      .all<{ first: number; events: string }>(sql, execution, execution, to, from)
      .map(({ first, events }) => ({ first, events: JSON.parse(events) as StoredEvent[] }));
  }

  /** Forgets what an Express execution did that starts anew. */
  dropEvents(execution: number): void {
    this.#store.run('DELETE FROM stepfunctions_events WHERE execution = ?', execution);
    this.#store.run('UPDATE stepfunctions_executions SET history = NULL WHERE id = ?', execution);
  }

  threads(execution: number): ThreadRows {
    const sql = 'SELECT id, body FROM stepfunctions_threads WHERE execution = ?';
    const rows = this.#store.all<{ id: number; body: string }>(sql, execution);
    return new Map(rows.map(({ id, body }) => [id, JSON.parse(body) as ThreadSnapshot]));
  }

  /** The threads of a failed execution as a redrive takes them up: every visit from its start, with its retries anew. */
  threadsForRedrive(execution: number): ThreadRows {
    return new Map([...this.threads(execution)].map(([id, thread]) => [id, rewound(thread)]));
  }

  /** Removes closed executions that ended before a time (epoch milliseconds), with their histories. */
  purge(stoppedBefore: number): void {
    // Rows are in the order of their starts: what comes behind the first that started later cannot have ended before. So no index
    // of times is needed, which each execution would have to be put into.
    const sql = 'SELECT id FROM stepfunctions_executions WHERE start_at >= ? ORDER BY id LIMIT 1';
    const later = this.#store.get<{ id: number }>(sql, stoppedBefore)?.id ?? Number.MAX_SAFE_INTEGER;
    const old = 'id < ? AND stop_at < ?';
    this.#store.transaction(() => {
      for (const table of ['stepfunctions_events', 'stepfunctions_threads']) {
        const which = `SELECT id FROM stepfunctions_executions WHERE ${old}`;
        this.#store.run(`DELETE FROM ${table} WHERE execution IN (${which})`, later, stoppedBefore);
      }
      this.#store.run(`DELETE FROM stepfunctions_executions WHERE ${old}`, later, stoppedBefore);
    });
  }

  #writeExecution(execution: Execution): void {
    const { record } = execution;
    if (!execution.persisted) this.#insert(execution);
    else if (isClosed(record.status) || record.redriveCount > 0) this.#update(record);
    execution.persisted = true;
    this.#writeEvents(execution);
    if (record.type === 'STANDARD') this.#writeThreads(execution);
    execution.changedThreads.clear();
    execution.finishedThreads.length = 0;
  }

  /** One that is over in its first turn takes its history along: a row less, which is half of what it costs. */
  #insert(execution: Execution): void {
    const { record } = execution;
    const history = isClosed(record.status) ? JSON.stringify(execution.takeEvents().events) : null;
    this.#store.run(INSERT_EXECUTION, ...valuesOf(record, history));
  }

  #update(record: ExecutionRecord): void {
    this.#store.run(
      UPDATE_EXECUTION,
      record.status,
      record.stopAt ?? null,
      record.output ?? null,
      record.error ?? null,
      record.cause ?? null,
      record.redriveCount,
      record.redriveAt ?? null,
      record.id,
    );
  }

  #writeEvents(execution: Execution): void {
    const { first, events } = execution.takeEvents();
    // An Express execution may go on for five minutes without a limit: what is kept of it for the console is limited.
    if (events.length === 0 || first > MAX_HISTORY_EVENTS) return;
    const sql = 'INSERT OR REPLACE INTO stepfunctions_events VALUES (?, ?, ?, ?)';
    this.#store.run(sql, execution.record.id, first, first + events.length - 1, JSON.stringify(events));
  }

  #writeThreads(execution: Execution): void {
    const { id, status } = execution.record;
    if (status === 'SUCCEEDED') {
      if (execution.hasThreadRows) this.#store.run('DELETE FROM stepfunctions_threads WHERE execution = ?', id);
    } else {
      for (const thread of execution.changedThreads) this.#writeThread(execution, thread);
      for (const thread of execution.finishedThreads) {
        this.#store.run('DELETE FROM stepfunctions_threads WHERE execution = ? AND id = ?', id, thread);
      }
    }
  }

  #writeThread(execution: Execution, thread: Thread): void {
    const body = JSON.stringify(thread.snapshot());
    this.#store.run(
      'INSERT OR REPLACE INTO stepfunctions_threads VALUES (?, ?, ?)',
      execution.record.id,
      thread.id,
      body,
    );
    thread.persisted = true;
    execution.hasThreadRows = true;
  }
}

/** Children of a Parallel or Map state that succeeded are not run again, so its progress stays; all else starts anew. */
function rewound(thread: ThreadSnapshot): ThreadSnapshot {
  if (!thread.visit) return thread;
  const { progress, ...visit } = thread.visit;
  return { ...thread, visit: { ...visit, ...keptProgress(progress), retryCount: 0, retryCounts: [] } };
}

function keptProgress(progress: JsonObject | undefined): { readonly progress?: JsonObject } {
  if (progress?.kind === BRANCHES_PROGRESS) return { progress };
  return progress?.kind === MAP_RUN_PROGRESS ? { progress: { ...progress, redriven: true } } : {};
}
