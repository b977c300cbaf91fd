import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type Figure, figureMetric, percentiles } from './metrics.ts';

export interface Chart {
  readonly title: string;
  readonly metrics: readonly Metric[];
}

function chart(title: string, service: string, names: readonly string[]): Chart {
  return { title, metrics: names.map((name) => figureMetric({ service, name })) };
}

function percentileChart(title: string, figure: Omit<Figure, 'statistic'>): Chart {
  return { title, metrics: percentiles(figure) };
}

const PRIORITIES = ['low', 'normal', 'high', 'urgent'];

const toProcessed = percentileChart('From upload to processed', { service: 'images', name: 'ProcessingTime' });
const toBroadcast = percentileChart('From socket to broadcast', { service: 'chat', name: 'SocketToBroadcast' });
const toDelivery: Chart = {
  title: 'From request to delivery, p95',
  metrics: PRIORITIES.map((priority) =>
    figureMetric({ service: 'notifications', name: 'DeliveryTime', dimensions: { priority }, statistic: 'p95' }),
  ),
};

/** What the functions of a domain count and measure, by domain. A domain that is not here is drawn without. */
export const CHARTS: Readonly<Record<string, readonly Chart[]>> = {
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

/** What people wait for. */
export const JOURNEY: readonly Chart[] = [toBroadcast, toProcessed, toDelivery];
