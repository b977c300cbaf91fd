import { activitySpan } from '../../../functions/api/activity/span.ts';
import { activityQuery, longSince, periodInWords, RANGE_NAMES } from '../../../web/src/views/dashboard/range.ts';

const now = new Date('2026-03-01T10:07:30.500Z');

describe('the time that the dashboard shows', () => {
  it('is asked for to the full minute', () => {
    expect(activityQuery('hour', now)).toEqual({ from: '2026-03-01T09:07:00.000Z', period: 60 });
    expect(activityQuery('week', now)).toEqual({ from: '2026-02-22T10:07:00.000Z', period: 3_600 });
  });

  it.each(RANGE_NAMES)('is one that the API answers: %s', (range) => {
    const { from, period } = activityQuery(range, now);
    const span = activitySpan({ from: String(from), period: Number(period) }, now);
    const points = (span.end - span.start) / 1000 / span.periodSeconds;
    expect(points).toBeGreaterThan(50);
    expect(points).toBeLessThan(200);
  });

  it('is said in its largest unit', () => {
    expect([60, 900, 21_600, 86_400].map(periodInWords)).toEqual([
      { unit: 'minutes', count: 1 },
      { unit: 'minutes', count: 15 },
      { unit: 'hours', count: 6 },
      { unit: 'days', count: 1 },
    ]);
    expect([59, 7_300, 200_000].map((seconds) => longSince(seconds, 'en'))).toEqual(['0 minutes', '2 hours', '2 days']);
  });
});
