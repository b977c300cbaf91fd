import { activitySpan, timesOf } from '../../../functions/api/activity/span.ts';

const now = new Date('2026-03-01T10:07:30.000Z');
const iso = ({ start, end, periodSeconds }: ReturnType<typeof activitySpan>) => ({
  from: new Date(start).toISOString(),
  to: new Date(end).toISOString(),
  periodSeconds,
});

describe('the span of a plot', () => {
  it('is the last day when nothing is said', () => {
    expect(iso(activitySpan({}, now))).toEqual({
      from: '2026-02-28T10:00:00.000Z',
      to: '2026-03-01T10:15:00.000Z',
      periodSeconds: 900,
    });
  });

  it('begins and ends with whole periods, and does not go beyond now', () => {
    const asked = { from: '2026-03-01T09:58:10.000Z', to: '2026-03-01T12:00:00.000Z', period: 300 };
    const span = activitySpan(asked, now);
    expect(iso(span)).toEqual({
      from: '2026-03-01T09:55:00.000Z',
      to: '2026-03-01T10:10:00.000Z',
      periodSeconds: 300,
    });
    expect(timesOf(span)).toHaveLength(3);
  });

  it.each([
    ['an hour', '2026-03-01T09:07:30.000Z', 60],
    ['a week', '2026-02-22T10:07:30.000Z', 21_600],
    ['a month', '2026-02-01T10:07:30.000Z', 21_600],
    ['a year', '2025-03-01T10:07:30.000Z', 86_400],
  ])('of %s is cut into periods that can be read', (_, from, periodSeconds) => {
    expect(activitySpan({ from }, now).periodSeconds).toBe(periodSeconds);
  });

  it.each([
    ['nothing', { from: '2026-03-01T10:00:00Z', to: '2026-03-01T10:00:00Z' }, 'query.from: must be before `to`'],
    ['the future', { from: '2026-03-02T10:00:00Z' }, 'query.from: must be before now'],
    ['what is forgotten', { from: '2024-03-01T10:00:00Z' }, 'at most 455 days ago'],
    ['minutes of long ago', { from: '2026-02-01T00:00:00Z', to: '2026-02-01T01:00:00Z', period: 60 }, 'at least 300'],
    ['too many periods', { from: '2026-02-28T10:00:00Z', period: 60 }, 'at most 750 are answered'],
  ])('is refused when it is %s', (_, asked, message) => {
    expect(() => activitySpan(asked, now)).toThrow(message);
  });
});
