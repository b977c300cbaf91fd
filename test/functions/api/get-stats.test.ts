import { getStats } from '../../../functions/api/stats/get-stats.ts';
import type { Totals } from '../../../functions/shared/ledger/totals.ts';

const COUNTED: Readonly<Record<string, Record<string, number>>> = {
  images: { total: 3 },
  logs: { total: 1_000 },
  notifications: {},
  files: { imagesOriginalObjects: 3, imagesOriginalBytes: 700, logsArchiveObjects: 2 },
};
const totals =
  async () =>
  (domain: string): Totals =>
  (name) =>
    COUNTED[domain]?.[name] ?? 0;

describe('the numbers of everything', () => {
  it('are those of the counters, with their age and for how long there have been any', async () => {
    const stats = await getStats({
      totals,
      since: async () => new Date('2026-03-01T00:00:00Z'),
      contents: ['imagesOriginal', 'logsArchive'],
      now: () => new Date('2026-03-01T00:01:30.900Z'),
    });

    expect(stats).toEqual({
      images: 3,
      logs: 1_000,
      notifications: 0,
      files: 5,
      uptimeSeconds: 90,
      generatedAt: '2026-03-01T00:01:30.900Z',
    });
  });
});
