import fc from 'fast-check';
import { type ListPart, newestFirst } from '../../../functions/shared/list/newest-first.ts';

/** Rows are their own position. */
class Part implements ListPart<string> {
  reads = 0;
  #rows: readonly string[];

  constructor(rows: readonly string[]) {
    this.#rows = [...rows].sort().reverse();
  }

  async read(atMost: number): Promise<readonly string[]> {
    this.reads += 1;
    const read = this.#rows.slice(0, atMost);
    this.#rows = this.#rows.slice(atMost);
    return read;
  }
}

const identity = (row: string) => row;
const names = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => String(from + index).padStart(6, '0'));

describe('a list that is spread over parts', () => {
  test('is merged newest first, whatever is where', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 0, max: 4 })), {
          selector: ([row]) => row,
          maxLength: 200,
        }),
        fc.integer({ min: 1, max: 100 }),
        async (placed, limit) => {
          const row = (number: number) => String(number).padStart(6, '0');
          const parts = [0, 1, 2, 3, 4].map(
            (part) => new Part(placed.filter(([, place]) => place === part).map(([number]) => row(number))),
          );
          const all = placed
            .map(([number]) => row(number))
            .sort()
            .reverse();
          const page = await newestFirst(parts, limit, identity);
          expect(page).toEqual({ rows: all.slice(0, limit), more: all.length > limit });
        },
      ),
    );
  });

  test('that ends with the page has nothing behind it', async () => {
    expect(await newestFirst([new Part(names(0, 10)), new Part([])], 10, identity)).toMatchObject({ more: false });
    expect(await newestFirst([new Part(names(0, 11)), new Part([])], 10, identity)).toMatchObject({ more: true });
  });

  test('is read once a part when rows are spread evenly, however many there are', async () => {
    const all = names(0, 40_000);
    const parts = [0, 1, 2, 3].map((part) => new Part(all.filter((_, index) => index % 4 === part)));
    await newestFirst(parts, 20, identity);
    expect(parts.map(({ reads }) => reads)).toEqual([1, 1, 1, 1]);
  });

  test('is read on only where a page goes on: the other parts are left alone', async () => {
    const newest = new Part(names(500, 600));
    const others = [new Part(names(0, 100)), new Part(names(100, 200)), new Part(names(200, 300))];
    const { rows } = await newestFirst([newest, ...others], 100, identity);
    expect(rows).toEqual(names(500, 600).reverse());
    expect(others.map(({ reads }) => reads)).toEqual([1, 1, 1]);
  });
});
