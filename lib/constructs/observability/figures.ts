import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PRIORITIES } from '../../../events/notification-priority.ts';
import type { StageConfig } from '../../config.ts';
import { type Figure, figureMetric, percentiles } from './metrics.ts';

export interface Chart {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

type ChartOfStage = (stage: StageConfig) => Chart;

function chart(title: string, service: string, names: readonly string[]): ChartOfStage {
  return (stage) => ({ title, metrics: names.map((name) => figureMetric(stage, { service, name })) });
}

function percentileChart(title: string, figure: Omit<Figure, 'statistic'>): ChartOfStage {
  return (stage) => ({ title, metrics: percentiles(stage, figure) });
}

const toProcessed = percentileChart('From upload to processed', { service: 'images', name: 'ProcessingTime' });
const toBroadcast = percentileChart('From socket to broadcast', { service: 'chat', name: 'SocketToBroadcast' });
const toDelivery: ChartOfStage = (stage) => ({
  title: 'From request to delivery, p95',
  metrics: PRIORITIES.map((priority) =>
    figureMetric(stage, {
      service: 'notifications',
      name: 'DeliveryTime',
      dimensions: { priority },
      statistic: 'p95',
    }),
  ),
});

const DOMAINS: Readonly<Record<string, readonly ChartOfStage[]>> = {
  images: [
    chart('Images', 'images', ['ImagesCompleted', 'ImagesFailed']),
    toProcessed,
    chart('Bytes of derivatives', 'images', ['DerivativeBytes']),
  ],
  logs: [chart('Logs', 'logs', ['LogsIndexed', 'LogsSetAside']), chart('Bytes archived', 'logs', ['ArchivedBytes'])],
  notifications: [
    chart('Notifications', 'notifications', ['NotificationsPlanned', 'NotificationsSent', 'NotificationsFailed']),
    toDelivery,
  ],
  chat: [
    chart('Messages', 'chat', ['MessagesAccepted', 'Fallbacks']),
    toBroadcast,
    chart('Frames', 'chat', ['FramesSent', 'FramesNotSent', 'StaleConnections', 'FramesFailed']),
  ],
  platform: [chart('Files', 'files', ['FilesRecorded']), chart('Counters put right', 'counters', ['CounterDrift'])],
};

/** What the functions of a domain count and measure; of a domain that says nothing of it, nothing. */
export function chartsOf(domain: string, stage: StageConfig): Chart[] {
  return (DOMAINS[domain] ?? []).map((drawn) => drawn(stage));
}

/** What people wait for. */
export function journeyCharts(stage: StageConfig): Chart[] {
  return [toBroadcast, toProcessed, toDelivery].map((drawn) => drawn(stage));
}
