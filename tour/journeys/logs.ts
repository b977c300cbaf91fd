import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { until } from '../patience.ts';
import type { Journey } from './journey.ts';

export const logs: Journey = {
  name: 'keeps logs, once however often they are sent, and finds them by level and service',
  async run({ ana }) {
    const service = `journey-${randomUUID()}`;
    const body = {
      logs: [
        { level: 'error', message: 'out of wool', service },
        { message: 'the loom is warm', service },
      ],
    };
    const headers = { 'idempotency-key': service };
    const first = await ana.post('/logs', body, headers);
    const again = await ana.post('/logs', body, headers);
    assert.deepEqual([first.status, again.body], [202, first.body]);
    const { body: batch } = await until(
      'the logs to be ingested',
      () => ana.get(first.body.links.outcome),
      ({ body }) => body.status === 'completed',
    );
    assert.deepEqual(batch.levels, { INFO: 1, ERROR: 1 });
    assert.equal((await ana.get(`/logs?service=${service}`)).body.count, 2);
    assert.equal((await ana.get(`/logs?service=${service}&level=ERROR`)).body.count, 1);
  },
};
