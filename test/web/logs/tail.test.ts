import type { Log } from '../../../web/src/views/logs/log-types.ts';
import { lookForNew, MAX_PAGES_A_LOOK, merged, tailFrom } from '../../../web/src/views/logs/tail.ts';

const log = (number: number): Log => ({
  id: `log-${String(number).padStart(4, '0')}`,
  timestamp: new Date(Date.parse('2026-03-01T10:00:00Z') + number * 1_000).toISOString(),
  level: 'INFO',
  message: `line ${number}`,
  service: 'orders',
  userId: 'ana',
  batchId: 'b',
});

/** The API, with logs from 0 to below `count`, newest first. */
const pagesOf = (count: number, size: number) => {
  const asked: (string | undefined)[] = [];
  const read = async (cursor: string | undefined) => {
    asked.push(cursor);
    const first = cursor === undefined ? count : Number(cursor);
    const logs = Array.from({ length: Math.min(size, first) }, (_, index) => log(first - 1 - index));
    return { logs, next: first > size ? String(first - size) : null };
  };
  return { asked, read };
};

describe('a tail of logs', () => {
  const known = (upTo: number) => {
    const ids = new Set(Array.from({ length: upTo }, (_, number) => log(number).id));
    return ({ id }: Log) => ids.has(id);
  };

  it('asks for what may have come late, too', () => {
    const start = new Date('2026-03-01T10:05:00Z');
    expect(tailFrom('2026-03-01T10:00:00.500Z', start)).toBe('2026-03-01T09:59:00.500Z');
    expect(tailFrom(undefined, start)).toBe('2026-03-01T10:04:00.000Z');
  });

  it('takes what is new, and reads no further than to what it knows', async () => {
    const { read, asked } = pagesOf(100, 10);
    const look = await lookForNew(read, known(85));
    expect(look.hasGap).toBe(false);
    expect(look.arrived.map(({ message }) => message)).toEqual(
      Array.from({ length: 15 }, (_, index) => `line ${99 - index}`),
    );
    expect(asked).toEqual([undefined, '90', '80']);
  });

  it('finds what came late among what it knows', async () => {
    const { read } = pagesOf(10, 10);
    const look = await lookForNew(read, ({ id }) => id !== log(4).id);
    expect(look).toEqual({ arrived: [log(4)], hasGap: false });
  });

  it('says that something is missing when more has come than can be followed', async () => {
    const { read, asked } = pagesOf(1_000, 10);
    const look = await lookForNew(read, known(0));
    expect({ hasGap: look.hasGap, pages: asked.length }).toEqual({ hasGap: true, pages: MAX_PAGES_A_LOOK });
  });

  it('goes on through pages of a search that found nothing', async () => {
    const pages = [
      { logs: [], next: 'more' },
      { logs: [log(3)], next: null },
    ];
    const look = await lookForNew(async (cursor) => pages[cursor ? 1 : 0] ?? { logs: [], next: null }, known(0));
    expect(look).toEqual({ arrived: [log(3)], hasGap: false });
  });

  it('is one list with what was there, newest first, each log once', () => {
    expect(merged([log(5), log(3)], [log(4), log(3), log(1)])).toEqual([log(5), log(4), log(3), log(1)]);
  });
});
