/** A part of a list that is spread over several keys: see ledger/shards.ts. */
export interface ListPart<Row> {
  /**
   * The rows that come after those that were read before, newest first.
   *
   * @returns as many as were asked for; fewer when there are no more
   */
  read(atMost: number): Promise<readonly Row[]>;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  /** Whether there are more behind them. */
  readonly more: boolean;
}

/** DynamoDB bills what it reads in steps of 4 KB, for which some ten rows have room: to ask for fewer costs the same. */
const FEWEST_ROWS_A_READ = 10;

/** How much more is asked of each part than its share, so that one round of reads mostly suffices, although no part is like another. */
const HEADROOM = 2;

/**
 * Merges parts into one page, newest first. A part is read again only when the page might still need it, so that a page costs about what
 * it holds, however many parts there are and whatever else is in them.
 *
 * @param positionOf what rows are sorted by; no two rows have the same
 */
export async function newestFirst<Row>(
  parts: readonly ListPart<Row>[],
  limit: number,
  positionOf: (row: Row) => string,
): Promise<Page<Row>> {
  // One more than is shown tells whether there are more.
  const wanted = limit + 1;
  const atMost = Math.max(FEWEST_ROWS_A_READ, Math.ceil((wanted * HEADROOM) / parts.length));
  const sources = parts.map((part) => new Source(part, atMost, positionOf));
  const rows: Row[] = [];
  while (rows.length < wanted) {
    await Promise.all(sources.map((source) => source.fill()));
    const newest = sources.reduce((best, source) => (source.head > best.head ? source : best));
    const row = newest.take();
    if (row === undefined) break;
    rows.push(row);
  }
  return { rows: rows.slice(0, limit), more: rows.length > limit };
}

/** A part, and the rows of it that were read and not yet taken. */
class Source<Row> {
  readonly #part: ListPart<Row>;
  readonly #atMost: number;
  readonly #positionOf: (row: Row) => string;
  #rows: readonly Row[] = [];
  #next = 0;
  #ended = false;

  constructor(part: ListPart<Row>, atMost: number, positionOf: (row: Row) => string) {
    this.#part = part;
    this.#atMost = atMost;
    this.#positionOf = positionOf;
  }

  /** Of the row that comes next; empty, and so before all others, when there is none. */
  get head(): string {
    const row = this.#rows[this.#next];
    return row === undefined ? '' : this.#positionOf(row);
  }

  /** Reads on when nothing is left and something may still come. */
  async fill(): Promise<void> {
    if (this.#ended || this.#next < this.#rows.length) return;
    this.#rows = await this.#part.read(this.#atMost);
    this.#next = 0;
    this.#ended = this.#rows.length < this.#atMost;
  }

  take(): Row | undefined {
    const row = this.#rows[this.#next];
    this.#next += 1;
    return row;
  }
}
