import { z } from 'zod';
import type { Clock } from '../../runtime/clock.ts';
import { Moment } from '../../runtime/moment.ts';
import type { Store } from '../../runtime/store.ts';

/** What is read of a segment document; everything else in it is kept as it came. */
const document = z.looseObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  trace_id: z.string().regex(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
  parent_id: z.string().optional(),
  name: z.string(),
  start_time: z.number(),
  end_time: z.number().optional(),
  in_progress: z.boolean().optional(),
  origin: z.string().optional(),
  error: z.boolean().optional(),
  fault: z.boolean().optional(),
  throttle: z.boolean().optional(),
  annotations: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  http: z.looseObject({}).optional(),
});
export type SegmentDocument = z.output<typeof document>;

interface SegmentRow {
  readonly trace_id: string;
  readonly id: string;
  readonly document: string;
}

export interface StoredSegment {
  readonly segment: SegmentDocument;
  /** JSON, as it came. */
  readonly text: string;
}

/** Programs and services tell of one trace in many segments; those who put them wait for nothing. */
const GATHERING_MILLISECONDS = 100;
const RETENTION_SECONDS = 30 * 24 * 60 * 60;

/** The segments of all traces (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html). */
export class Segments {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #moment = new Moment(GATHERING_MILLISECONDS);
  #gathered: (() => string)[] = [];
  #gathers = true;

  constructor({ store, clock }: { store: Store; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
    store.migrate('xray', [
      `CREATE TABLE xray_segments (trace_id TEXT NOT NULL, id TEXT NOT NULL, start_time REAL NOT NULL, document TEXT NOT NULL,
         PRIMARY KEY (trace_id, id)) STRICT, WITHOUT ROWID;
       CREATE INDEX xray_segments_by_time ON xray_segments (start_time)`,
    ]);
  }

  /**
   * Keeps a segment, in the place of an earlier one of the same id.
   *
   * @param text JSON
   * @returns what is wrong with it, in which case it is not kept
   */
  put(text: string): string | undefined {
    const parsed = document.safeParse(parse(text));
    if (!parsed.success) return parsed.error.issues[0]?.path.join('.') || 'document';
    const { trace_id, id, start_time } = parsed.data;
    this.#store.run('INSERT OR REPLACE INTO xray_segments VALUES (?, ?, ?, ?)', trace_id, id, start_time, text);
    return undefined;
  }

  /**
   * Keeps a segment in a moment, and before anything is read; one that is wrong is dropped.
   *
   * @param text JSON
   */
  gather(text: () => string): void {
    if (!this.#gathers) return void this.put(text());
    if (this.#gathered.length === 0) void this.#moment.passed().then(() => this.flush());
    this.#gathered.push(text);
  }

  /** Keeps what was gathered, and all further segments at once: nobody knows for how long there is a store. */
  stop(): void {
    this.#gathers = false;
    this.flush();
  }

  /** Keeps what was gathered. */
  flush(): void {
    const gathered = this.#gathered;
    if (gathered.length === 0) return;
    this.#gathered = [];
    this.#moment.end();
    this.#store.transaction(() => {
      for (const text of gathered) this.put(text());
    });
  }

  /** In order of their start. */
  ofTrace(traceId: string): StoredSegment[] {
    this.flush();
    const rows = this.#store.all<SegmentRow>(
      'SELECT * FROM xray_segments WHERE trace_id = ? ORDER BY start_time',
      traceId,
    );
    return rows.map((row) => ({ segment: document.parse(JSON.parse(row.document)), text: row.document }));
  }

  /** Ids of the traces with a segment that began in a span of time (epoch seconds), newest first. */
  tracesBetween(start: number, end: number): string[] {
    this.flush();
    const rows = this.#store.all<{ trace_id: string }>(
      'SELECT trace_id FROM xray_segments WHERE start_time >= ? AND start_time < ? GROUP BY trace_id ORDER BY MAX(start_time) DESC',
      start,
      end,
    );
    return rows.map(({ trace_id }) => trace_id);
  }

  expire(): void {
    this.#store.run('DELETE FROM xray_segments WHERE start_time < ?', this.#clock.now() / 1_000 - RETENTION_SECONDS);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
