import type { ListedPage } from '../../shared/list/dynamo-list.ts';

export interface Search<Row> {
  /** Rows of the list behind a position, newest first. */
  read(after: string | undefined, limit: number): Promise<ListedPage<Row>>;
  fits(row: Row): boolean;
  positionOf(row: Row): string;
  /** How many to find at most. */
  readonly limit: number;
  /** How many to look at at most. */
  readonly atMost: number;
}

export interface Searched<Row> extends ListedPage<Row> {
  /** The position of the last row that was looked at; undefined when there was none. */
  readonly searchedTo?: string | undefined;
}

/** Reads in steps: what is looked for is often found among the newest rows. */
const ROWS_A_STEP = 250;

/**
 * Looks through a list for rows that fit. It gives up for now when it has looked at as many as it may: then `next` goes on from there,
 * so that each row is looked at once, however many pages it takes.
 */
export async function search<Row>(search: Search<Row>, after: string | undefined): Promise<Searched<Row>> {
  const { limit, atMost, positionOf } = search;
  const found: Row[] = [];
  let next = after;
  for (let seen = 0; seen < atMost; ) {
    const page = await search.read(next, Math.min(ROWS_A_STEP, atMost - seen));
    for (const row of page.rows) {
      next = positionOf(row);
      if (search.fits(row)) found.push(row);
      if (found.length === limit) {
        const more = page.next !== undefined || row !== page.rows.at(-1);
        return { rows: found, next: more ? next : undefined, searchedTo: next };
      }
    }
    if (page.next === undefined) return { rows: found, next: undefined, searchedTo: next };
    seen += page.rows.length;
  }
  return { rows: found, next, searchedTo: next };
}
