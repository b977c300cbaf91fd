import type { OutcomeFrame } from '../chat/frames.ts';

/** @returns the id of the notification that an outcome tells this user of; undefined for other news */
export function arrivalOf({ source, detailType, data }: OutcomeFrame, userId: string): string | undefined {
  if (source !== 'telar.notifications' || detailType !== 'Notification Sent') return undefined;
  if (typeof data !== 'object' || data === null || Reflect.get(data, 'recipient') !== userId) return undefined;
  const id: unknown = Reflect.get(data, 'notificationId');
  return typeof id === 'string' ? id : undefined;
}
