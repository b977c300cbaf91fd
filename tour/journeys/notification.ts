import assert from 'node:assert/strict';
import { until } from '../patience.ts';
import type { Journey } from './journey.ts';

export const notification: Journey = {
  name: 'sends a notification, and shows it to nobody but its recipient',
  async run({ ana, ben }) {
    const asked = await ana.post('/notifications', {
      title: 'Tea',
      message: 'At five?',
      priority: 'low',
      recipient: ben.userId,
    });
    const { id } = asked.body.notifications[0];
    const { body } = await until(
      'the notification to be sent',
      () => ben.get(`/notifications/${id}`),
      ({ body }) => body.status === 'sent',
    );
    assert.deepEqual([body.title, body.priority, body.type], ['Tea', 'low', 'general']);
    assert.equal((await ana.get(`/notifications/${id}`)).status, 404);
  },
};
