import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { until } from '../patience.ts';
import type { Journey } from './journey.ts';

export const eventByHand: Journey = {
  name: 'takes events that are put on the bus by hand, without metadata',
  async run({ deployment, ana }) {
    const service = `journey-${randomUUID()}`;
    const entry = {
      EventBusName: await deployment.output('bus', 'EventBusName'),
      Source: 'telar.logs',
      DetailType: 'Logs Submitted',
      Detail: JSON.stringify({ data: { message: 'by hand', service } }),
    };
    const { FailedEntryCount } = await deployment.events.send(new PutEventsCommand({ Entries: [entry] }));
    assert.equal(FailedEntryCount, 0);
    await until(
      'the log to be found',
      () => ana.get(`/logs?service=${service}`),
      ({ body }) => body.count === 1,
    );
  },
};
