import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageConfig } from '../../config.ts';
import type { Alarms } from './alarms.ts';
import { figureMetric } from './metrics.ts';

const MAX_BROADCAST_MILLISECONDS = 2_000;
const MAX_IMAGE_MILLISECONDS = 30_000;
const MAX_FALLBACK_PERCENT = 50;
/** Whoever tries the bot with three odd words is no reason to wake anybody. */
const FEWEST_FALLBACKS = 10;
const BOT_PERIOD = Duration.hours(1);

/** What people notice: that something takes long, is not understood, or is counted wrongly. */
export function watchJourney(alarms: Alarms, stage: StageConfig): void {
  alarms.add({
    kind: 'slow-broadcast',
    subject: 'chat',
    description: `One message in twenty takes longer than ${MAX_BROADCAST_MILLISECONDS} ms from socket to sockets.`,
    metric: figureMetric(stage, { service: 'chat', name: 'SocketToBroadcast', statistic: Stats.percentile(95) }),
    threshold: MAX_BROADCAST_MILLISECONDS,
    periods: { bad: 3, of: 3 },
  });
  alarms.add({
    kind: 'slow-images',
    subject: 'images',
    description: `One image in twenty takes longer than ${MAX_IMAGE_MILLISECONDS} ms from its upload to its thumbnail.`,
    metric: figureMetric(stage, { service: 'images', name: 'ProcessingTime', statistic: Stats.percentile(95) }),
    threshold: MAX_IMAGE_MILLISECONDS,
    periods: { bad: 3, of: 3 },
  });
  alarms.add({
    kind: 'bot-fallbacks',
    subject: 'chat',
    description: `Lex does not understand more than ${MAX_FALLBACK_PERCENT} % of what it is told.`,
    metric: new MathExpression({
      expression: `IF(fallbacks >= ${FEWEST_FALLBACKS} AND replies > 0, 100 * fallbacks / replies, 0)`,
      usingMetrics: {
        fallbacks: figureMetric(stage, { service: 'chat', name: 'Fallbacks' }),
        replies: figureMetric(stage, { service: 'chat', name: 'Messages', dimensions: { type: 'BOT_RESPONSE' } }),
      },
      label: '%',
      period: BOT_PERIOD,
    }),
    threshold: MAX_FALLBACK_PERCENT,
  });
  alarms.add({
    kind: 'counter-drift',
    subject: 'counters',
    description: 'The nightly recount found counters that were wrong, and put them right.',
    metric: figureMetric(stage, { service: 'counters', name: 'CounterDrift' }),
    threshold: 0,
  });
}
