import { checkHealth, healthReporter, MAX_AGE_SECONDS } from '../../functions/api/health/check-health.ts';
import { requestOf } from './http/support.ts';

const up = { name: 'up', probe: async () => {} };
const down = {
  name: 'down',
  probe: async () => {
    throw new TypeError('telar-dev-things is not there');
  },
};
const now = () => new Date('2026-03-01T10:00:00.000Z');

describe('health', () => {
  test('is well when everything answers', async () => {
    expect(await checkHealth({ dependencies: [up], monotonic: () => 7, now })).toEqual({
      status: 200,
      body: {
        status: 'healthy',
        checkedAt: '2026-03-01T10:00:00.000Z',
        dependencies: [{ name: 'up', status: 'up', milliseconds: 0, error: null }],
      },
    });
  });

  test('is not when one thing does not, and says which, but not what it said', async () => {
    const answer = await checkHealth({ dependencies: [up, down], monotonic: () => 7, now });
    expect(answer).toMatchObject({
      status: 503,
      body: { status: 'unhealthy', dependencies: [{ status: 'up' }, { status: 'down', error: 'TypeError' }] },
    });
    expect(JSON.stringify(answer)).not.toContain('telar-dev');
  });

  test('is looked at once for all who ask within a few seconds', async () => {
    let probes = 0;
    let time = 0;
    const counted = { name: 'counted', probe: async () => ++probes };
    const report = healthReporter({ dependencies: [counted], monotonic: () => time, now });
    const ask = () => report(requestOf({ query: {}, parameters: {}, body: undefined }));
    await Promise.all([ask(), ask()]);
    expect(probes).toBe(1);
    time = MAX_AGE_SECONDS * 1000;
    await ask();
    expect(probes).toBe(2);
  });
});
