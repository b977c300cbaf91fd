import { type ActivityPorts, getActivity } from '../../../functions/api/activity/get-activity.ts';
import { activityQueries } from '../../../functions/api/activity/queries.ts';
import { activityRoute } from '../../../functions/api/activity/route.ts';

const START = Date.parse('2026-03-01T10:00:00Z');
const FIVE_MINUTES = 5 * 60 * 1000;
const span = { start: START, end: START + 3 * FIVE_MINUTES, periodSeconds: 300 };
const asked = { functionNames: ['one', 'two'], apiId: 'api', namespace: 'Telar/dev' };

describe('activity over time', () => {
  const ports = (known: Record<string, [number, number][]>): ActivityPorts => ({
    ...asked,
    ask: async () => new Map(Object.entries(known).map(([id, values]) => [id, new Map(values)])),
    now: () => new Date('2026-03-01T10:14:00Z'),
  });

  it('has a number for every period, and keeps to its contract', async () => {
    const activity = await getActivity(span, ports({ logs_ERROR: [[START + FIVE_MINUTES, 3]] }));
    expect(activityRoute.answer.body.parse(activity)).toEqual(activity);
    expect(activity).toMatchObject({
      from: '2026-03-01T10:00:00.000Z',
      to: '2026-03-01T10:15:00.000Z',
      times: ['2026-03-01T10:00:00.000Z', '2026-03-01T10:05:00.000Z', '2026-03-01T10:10:00.000Z'],
      logs: { ERROR: [0, 3, 0], INFO: [0, 0, 0] },
      notifications: { urgent: [0, 0, 0] },
    });
  });

  it('knows no processing time of no images', async () => {
    const { imageProcessingMilliseconds } = await getActivity(span, ports({ processing_average: [[START, 812.345]] }));
    expect(imageProcessingMilliseconds).toEqual({ average: [812.35, null, null], p95: [null, null, null] });
  });

  it('tells of messages by the minute, however long a period is', async () => {
    const { messagesPerMinute } = await getActivity(span, ports({ messages_people: [[START, 12]] }));
    expect(messagesPerMinute).toEqual({ people: [2.4, 0, 0], bot: [0, 0, 0] });
  });
});

describe('what CloudWatch is asked', () => {
  const queries = activityQueries(asked, 300);

  it('has ids that differ, and answers one series for each plot line', () => {
    const ids = queries.map(({ Id }) => Id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]\w*$/.test(id ?? ''))).toEqual([]);
  });

  it('adds up the errors of the functions of this application, and of no other', () => {
    const errors = queries.filter(({ MetricStat }) => MetricStat?.Metric?.Namespace === 'AWS/Lambda');
    expect(errors.map(({ ReturnData }) => ReturnData)).toEqual([false, false]);
    expect(errors.map(({ MetricStat }) => MetricStat?.Metric?.Dimensions)).toEqual([
      [{ Name: 'FunctionName', Value: 'one' }],
      [{ Name: 'FunctionName', Value: 'two' }],
    ]);
    expect(queries).toContainEqual(expect.objectContaining({ Expression: 'SUM(METRICS("errors_of_"))' }));
  });

  it('is never more than one request holds', () => {
    const functionNames = Array.from({ length: 500 }, (_, index) => `function-${index}`);
    expect(() => activityQueries({ ...asked, functionNames }, 300)).toThrow('more than the 500');
  });
});
