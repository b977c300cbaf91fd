import { type DashboardPorts, getDashboard } from '../../../functions/api/dashboard/get-dashboard.ts';
import { dashboardRoute } from '../../../functions/api/dashboard/route.ts';
import type { Totals } from '../../../functions/shared/ledger/totals.ts';

const COUNTED: Readonly<Record<string, Record<string, number>>> = {
  images: { total: 5, successful: 4, failed: 1, bytes: 1_001 },
  logs: { total: 9, info: 6, error: 3, batches: 2, rejectedBatches: 1, setAside: 4, bytes: 700 },
  notifications: { total: 2, successful: 1, failed: 1, urgent: 1, normal: 1 },
  files: { imagesOriginalObjects: 4, imagesOriginalBytes: 1_001 },
};
const idle = { errors: 0, averageMilliseconds: null };

describe('the dashboard', () => {
  const ports = (more: Partial<DashboardPorts> = {}): DashboardPorts => ({
    totals:
      async () =>
      (domain): Totals =>
      (name) =>
        COUNTED[domain]?.[name] ?? 0,
    recentErrors: async () => [
      { id: 'l1', timestamp: '2026-03-01T10:00:00.000Z', level: 'ERROR', message: 'm', service: 's' },
    ],
    activity: async () => [
      { name: 'a', invocations: 0, ...idle },
      { name: 'b', invocations: 3, errors: 1, averageMilliseconds: 12.5 },
      { name: 'c', invocations: 7, ...idle },
    ],
    functionNames: ['a', 'b', 'c'],
    buckets: { originals: 'imagesOriginal', archive: 'logsArchive' },
    version: '0.1.0',
    now: () => new Date('2026-03-01T00:00:00Z'),
    ...more,
  });

  it('shows every domain by its counters, and keeps to its contract', async () => {
    const dashboard = await getDashboard(ports());

    expect(dashboardRoute.answer.body.parse(dashboard)).toEqual(dashboard);
    expect(dashboard).toMatchObject({
      images: { total: 5, successful: 4, failed: 1, averageSizeBytes: 250 },
      logs: {
        total: 9,
        byLevel: { DEBUG: 0, INFO: 6, WARNING: 0, ERROR: 3, CRITICAL: 0 },
        batches: { total: 2, rejected: 1, failed: 0 },
      },
      notifications: { total: 2, successful: 1, failed: 1, byPriority: { low: 0, normal: 1, high: 0, urgent: 1 } },
      storage: [
        { bucket: 'originals', holds: 'imagesOriginal', objects: 4, bytes: 1_001 },
        { bucket: 'archive', holds: 'logsArchive', objects: 0, bytes: 0 },
      ],
    });
  });

  it('shows the busiest functions first, and none that did nothing', async () => {
    const { functions } = await getDashboard(ports());

    expect(functions).toMatchObject({ total: 3, names: ['a', 'b', 'c'], lastDay: { invocations: 10, errors: 1 } });
    expect(functions.lastDay?.busiest.map(({ name }) => name)).toEqual(['c', 'b']);
  });

  it('does without what the functions did, when nobody can say', async () => {
    const { functions } = await getDashboard(ports({ activity: async () => undefined }));
    expect(functions).toEqual({ total: 3, names: ['a', 'b', 'c'], lastDay: null });
  });

  it('knows no average of no images', async () => {
    const { images } = await getDashboard(ports({ totals: async () => () => () => 0 }));
    expect(images.averageSizeBytes).toBeNull();
  });
});
