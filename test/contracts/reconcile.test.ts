import { eventOf } from '../../events/contract.ts';
import { countersRepaired } from '../../events/counters-repaired/v1.ts';
import { workflow } from './support/workflow.ts';

const reconcile = workflow('reconcile');

describe('reading what is asked', () => {
  // The definition is deployed with the names in the place of ${Domains}.
  test('takes the domains that a person names, and the id of the event or the execution as correlation id', async () => {
    expect(await reconcile.assigns('Read what is asked', { id: '6f2c', domains: ['logs'] })).toEqual({
      correlationId: '6f2c',
      domains: ['logs'],
    });
    expect(await reconcile.assigns('Read what is asked', {})).toMatchObject({ correlationId: 'e1' });
  });

  test('knows the epoch of each counter', async () => {
    const snapshot = [
      { counter: 'logs#0', epoch: 7, counts: {} },
      { counter: 'logs#1', epoch: 8, counts: { total: 1 } },
    ];
    const assigned = await reconcile.assignsResult('Begin an epoch', { Payload: { snapshot } });
    expect(assigned).toEqual({ snapshot, epochs: { 'logs#0': 7, 'logs#1': 8 } });
  });
});

describe('publishing', () => {
  test('Counters Repaired keeps to its contract', async () => {
    const repaired = { wrong: 3, superseded: 1, drift: { total: -4 }, deviation: 4 };
    const variables = { correlationId: 'c1', domain: 'logs', repaired };
    const event = await reconcile.publishes('Publish Counters Repaired', variables);
    expect(eventOf(countersRepaired).parse(event)).toMatchObject({
      detail: {
        metadata: { idempotencyKey: 'c1/logs' },
        data: { domain: 'logs', counters: 2, drift: { total: -4 } },
      },
    });
  });
});
