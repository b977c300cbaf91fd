import type {
  NotificationFacts,
  NotificationOutcome,
  NotificationRow,
} from '../../../functions/notifications/record/notification-row.ts';
import { recordNotification } from '../../../functions/notifications/record/record-notification.ts';
import { MemoryLedger } from '../support/memory-ledger.ts';

const facts: NotificationFacts = { type: 'orders', priority: 'high', title: 't', message: 'm', recipient: 'ana' };
const sent: NotificationOutcome = { status: 'sent', snsMessageId: 's1' };
const failed: NotificationOutcome = { status: 'failed', errorCode: 'DeliveryFailed', errorMessage: 'SNS is down' };

describe('recording a notification', () => {
  let ledger: MemoryLedger<NotificationRow>;
  const record = (outcome: NotificationOutcome, processedBy = 'execution-1', about = facts) =>
    recordNotification(
      {
        notificationId: 'ab12',
        requestId: 'cd34',
        createdAt: '2026-03-01T09:59:59.000Z',
        facts: about,
        outcome,
        processedBy,
        correlationId: 'c1',
      },
      { ledger, now: () => new Date('2026-03-01T10:00:00.000Z') },
    );

  beforeEach(() => {
    ledger = new MemoryLedger();
  });

  test('writes who was told what, and counts it by its priority', async () => {
    expect(await record(sent)).toEqual({ status: 'sent', news: true });

    expect(ledger.rows.get('ab12')).toEqual({
      notificationId: 'ab12',
      requestId: 'cd34',
      status: 'sent',
      snsMessageId: 's1',
      ...facts,
      createdAt: '2026-03-01T09:59:59.000Z',
      processedAt: '2026-03-01T10:00:00.000Z',
      processedBy: 'execution-1',
      correlationId: 'c1',
      lastModified: '2026-03-01T10:00:00.000Z',
      counted: { total: 1, successful: 1, high: 1 },
    });
    expect(ledger.counters).toEqual({ total: 1, successful: 1, high: 1 });
  });

  test('counts a request that makes no sense as failed, without a priority', async () => {
    await record(failed, 'execution-1', { request: 'nonsense' });
    expect(ledger.counters).toEqual({ total: 1, failed: 1 });
  });

  test('takes the place of the claim', async () => {
    const claim = { status: 'pending', processedBy: 'execution-1', lastModified: '', counted: {} };
    ledger.find = async () => ledger.rows.get('ab12') ?? claim;
    ledger.replace = async (id, _, row) => ledger.rows.set(id, row).has(id);

    expect(await record(sent)).toMatchObject({ news: true });
    expect(ledger.rows.get('ab12')).toMatchObject({ status: 'sent' });
  });

  test('counts a notification once that failed first and was sent when it was asked for again', async () => {
    await record(failed, 'execution-1');

    expect(await record(sent, 'execution-2')).toMatchObject({ news: true });
    expect(ledger.counters).toEqual({ total: 1, failed: 0, successful: 1, high: 1 });
  });

  test('is no news the second time', async () => {
    await record(failed, 'execution-1');
    expect(await record(failed, 'execution-2')).toMatchObject({ news: false });
  });
});
