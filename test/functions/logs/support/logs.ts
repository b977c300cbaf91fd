import type { Log } from '../../../../functions/logs/log.ts';

export const RECEIVED_AT = '2026-03-01T10:00:00.000Z';

/** Logs of the batch ab12, all of the same millisecond. */
export function logs(count: number): Log[] {
  return Array.from({ length: count }, (_, position) => ({
    logId: `ab12-${String(position).padStart(6, '0')}`,
    timestamp: RECEIVED_AT,
    level: 'WARNING',
    service: 'orders',
    userId: 'ana',
    message: `message ${position}`,
  }));
}
