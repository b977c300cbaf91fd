import { delivery, deliveryMilliseconds } from '../../../functions/notifications/measure-delivery/measure-delivery.ts';

const attribute = (Value: string) => ({ Type: 'String', Value });
const EVENT = {
  Records: [
    {
      EventSource: 'aws:sns',
      Sns: {
        Message: 'How are you?',
        MessageAttributes: {
          notification_type: attribute('general'),
          priority: attribute('high'),
          notification_id: attribute('ab12'),
          correlation_id: attribute('c1'),
          requested_at: attribute('2026-03-01T10:00:00.000Z'),
        },
      },
    },
  ],
};

describe('measuring how long a notification was on its way', () => {
  test('reads what SNS says of it', () => {
    expect(delivery.parse(EVENT)).toEqual({
      correlationId: 'c1',
      notificationId: 'ab12',
      priority: 'high',
      requestedAt: new Date('2026-03-01T10:00:00.000Z'),
    });
  });

  test.each([
    ['2026-03-01T10:00:01.250Z', 1_250],
    ['2026-03-01T09:59:59.000Z', 0],
  ])('takes the time from the request to %s', (now, expected) => {
    expect(deliveryMilliseconds(delivery.parse(EVENT), new Date(now))).toBe(expected);
  });
});
