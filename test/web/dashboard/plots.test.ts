import type { Activity } from '../../../web/src/views/dashboard/dashboard-types.ts';
import { isEmpty, type Plot, plotsOf, rowsOf, stacked, totalOf } from '../../../web/src/views/dashboard/plots.ts';

const none = [0, 0, 0];
const times = ['2026-03-01T10:00:00.000Z', '2026-03-01T10:15:00.000Z', '2026-03-01T10:30:00.000Z'];
const activity: Activity = {
  from: '2026-03-01T10:00:00.000Z',
  to: '2026-03-01T10:45:00.000Z',
  periodSeconds: 900,
  times,
  imageProcessingMilliseconds: { average: [null, 812.5, null], p95: [null, 900, null] },
  logs: { DEBUG: none, INFO: [5, 0, 2], WARNING: none, ERROR: [1, 0, 0], CRITICAL: none },
  notifications: { low: none, normal: none, high: none, urgent: none },
  messagesPerMinute: { people: [0.2, 0, 0], bot: none },
  errors: { functions: none, requests: none, images: [0, 0, 1], notifications: none },
  generatedAt: '2026-03-01T10:44:00.000Z',
};

describe('the plots of the dashboard', () => {
  const plots = plotsOf(activity);
  const plot = (name: Plot['name']): Plot => {
    const found = plots.find((one) => one.name === name);
    if (!found) throw new Error(`there is no plot ${name}`);
    return found;
  };

  it('draw five things, each with its unit', () => {
    expect(plots.map(({ name, unit }) => `${name} ${unit}`)).toEqual([
      'processing milliseconds',
      'logLevels perPeriod',
      'priorities perPeriod',
      'messages perMinute',
      'errors perPeriod',
    ]);
  });

  it('tell each series of a plot apart by its colour', () => {
    for (const { series } of plots) {
      expect(new Set(series.map(({ colour }) => colour)).size).toBe(series.length);
    }
  });

  it('know when there is nothing to see', () => {
    expect(plots.filter(isEmpty).map(({ name }) => name)).toEqual(['priorities']);
  });

  it('add up counts, and nothing that is an average', () => {
    expect(plot('logLevels').series.map((series) => totalOf(plot('logLevels'), series))).toEqual([0, 7, 0, 1, 0]);
    expect(plot('processing').series.map((series) => totalOf(plot('processing'), series))).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('are tables of the times at which there was anything, newest first', () => {
    expect(rowsOf(plot('logLevels'), times)).toEqual([
      { time: times[2], values: [0, 2, 0, 0, 0] },
      { time: times[0], values: [0, 5, 0, 1, 0] },
    ]);
    expect(rowsOf(plot('processing'), times)).toEqual([{ time: times[1], values: [812.5, 900] }]);
  });

  it('stack each series on those before it', () => {
    expect(stacked(plot('logLevels').series)).toEqual([none, [5, 0, 2], [5, 0, 2], [6, 0, 2], [6, 0, 2]]);
  });
});
