import { parseCron } from './cron.ts';
import { parseRate } from './rate.ts';
import type { Schedule } from './schedule.ts';

/**
 * `rate(5 minutes)` or `cron(0 10 * * ? *)`, in UTC
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html).
 *
 * @returns undefined if the text is neither
 */
export function parseSchedule(text: string): Schedule | undefined {
  const [, kind, body = ''] = /^(rate|cron)\((.*)\)$/.exec(text.trim()) ?? [];
  if (kind === 'rate') return parseRate(body);
  return kind === 'cron' ? parseCron(body) : undefined;
}
