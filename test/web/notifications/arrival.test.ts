import { arrivalOf } from '../../../web/src/notifications/arrival.ts';

describe('a notification that comes over the socket', () => {
  const frame = {
    event: 'outcome' as const,
    source: 'telar.notifications',
    detailType: 'Notification Sent',
    data: { notificationId: 'n1', recipient: 'ana' },
    occurredAt: '2026-03-01T10:00:00.000Z',
    correlationId: 'c',
  };

  it('is known by its id when it is for this user', () => {
    expect(arrivalOf(frame, 'ana')).toBe('n1');
  });

  it.each([
    ['is for somebody else', { data: { notificationId: 'n1', recipient: 'ben' } }],
    ['is an image', { source: 'telar.images', detailType: 'Image Processed' }],
    ['failed', { detailType: 'Notification Failed' }],
    ['has no id', { data: { recipient: 'ana' } }],
    ['says nothing', { data: null }],
  ])('is none when it %s', (_, change) => {
    expect(arrivalOf({ ...frame, ...change }, 'ana')).toBeUndefined();
  });
});
