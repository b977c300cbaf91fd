import { afterPrefix } from '../../../emulator/services/s3/objects/key.ts';
import { type Source, walk } from '../../../emulator/services/s3/objects/walk.ts';

const bytes = (text: string) => Buffer.from(text);
const before = (a: string, b: string | Uint8Array) => typeof b !== 'string' || Buffer.compare(bytes(a), bytes(b)) < 0;

/** Keys in memory, counting how many rows a walk looks at. */
function keysSource(keys: readonly string[]) {
  const sorted = [...keys].sort((a, b) => Buffer.compare(bytes(a), bytes(b)));
  const seen = { rows: 0 };
  const source: Source<string> = {
    fetch({ from }, end, limit) {
      const rows = sorted.filter((key) => !before(key, from) && before(key, end)).slice(0, limit);
      seen.rows += rows.length;
      return rows;
    },
    keyOf: (key) => key,
    after: (key) => ({ from: `${key}\u0000` }),
  };
  return { source, seen };
}

describe('a walk through keys', () => {
  it('does not read what it rolls up', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `folder${index % 5}/${index}`);
    const { source, seen } = keysSource(keys);
    const { entries } = walk(source, { prefix: '', delimiter: '/', start: { from: '' }, limit: 1_000 });
    expect(entries.map(({ prefix }) => prefix)).toEqual(['folder0/', 'folder1/', 'folder2/', 'folder3/', 'folder4/']);
    expect(seen.rows).toBeLessThan(200);
  });

  it('finds the same entries whatever the page size', () => {
    const keys = ['a', 'a-', 'a/', 'a/b', 'a/b/c', 'a0', 'b//c', 'b//', 'c', '\u{10ffff}/x', 'z/\u{10ffff}'];
    const { source } = keysSource(keys);
    const whole = walk(source, { prefix: '', delimiter: '/', start: { from: '' }, limit: 100 }).entries;
    for (const limit of [1, 2, 3, 4]) {
      const found: unknown[] = [];
      let start = { from: '' };
      for (let more = true; more; ) {
        const { entries, truncated } = walk(source, { prefix: '', delimiter: '/', start, limit });
        found.push(...entries);
        start = { from: `${entries.at(-1)?.prefix ?? entries.at(-1)?.row}\u0000` };
        more = truncated;
      }
      expect(found).toEqual(whole);
    }
  });

  it.each([
    ['a/', 'a0'],
    ['', undefined],
    ['\u{10ffff}', undefined],
    ['a\u{10ffff}', 'b'],
    ['\ud7ff', '\ue000'],
    ['😀', '😁'],
  ])('knows that after all that begins with %j comes %j', (prefix, next) => {
    expect(afterPrefix(prefix)).toBe(next);
  });
});
