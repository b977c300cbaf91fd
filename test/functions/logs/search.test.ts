import { search } from '../../../functions/logs/list/search.ts';

const LENGTH = 5_000;

describe('a search through a list', () => {
  let reads = 0;
  beforeEach(() => {
    reads = 0;
  });

  /** Rows are numbers, the newest is the highest; their positions sort as they do. */
  const positionOf = (row: number) => String(row).padStart(6, '0');
  const over = (length: number, fits: (row: number) => boolean, limit: number) => ({
    async read(after: string | undefined, count: number) {
      reads += 1;
      const first = after === undefined ? length - 1 : Number(after) - 1;
      const rows = Array.from({ length: Math.min(count, first + 1) }, (_, index) => first - index);
      const last = rows.at(-1);
      return { rows, next: last === undefined || last === 0 ? undefined : positionOf(last) };
    },
    fits,
    positionOf,
    limit,
    atMost: 1_000,
  });

  it('ends with its page, and goes on behind the last row that was found', async () => {
    const even = over(LENGTH, (row) => row % 2 === 0, 3);
    const first = await search(even, undefined);
    expect(first).toEqual({ rows: [4_998, 4_996, 4_994], next: '004994', searchedTo: '004994' });
    expect((await search(even, first.next)).rows).toEqual([4_992, 4_990, 4_988]);
    expect(reads).toBe(2);
  });

  it('gives up for now after as many rows as it may look at, and says how far it came', async () => {
    const nothing = over(LENGTH, () => false, 10);
    expect(await search(nothing, undefined)).toEqual({ rows: [], next: '004000', searchedTo: '004000' });
  });

  it('finds each row once over all pages, and comes to an end', async () => {
    const rare = over(LENGTH, (row) => row % 700 === 0, 2);
    const found: number[] = [];
    let next: string | undefined;
    do {
      const page = await search(rare, next);
      found.push(...page.rows);
      next = page.next;
    } while (next !== undefined);
    expect(found).toEqual([4_900, 4_200, 3_500, 2_800, 2_100, 1_400, 700, 0]);
  });

  it('has no next page when the last that it found is the last there is', async () => {
    expect(
      await search(
        over(10, (row) => row === 0, 1),
        undefined,
      ),
    ).toMatchObject({ rows: [0], next: undefined });
  });

  it('of an empty list looked at nothing', async () => {
    expect(
      await search(
        over(0, () => true, 5),
        undefined,
      ),
    ).toEqual({ rows: [], next: undefined });
  });
});
