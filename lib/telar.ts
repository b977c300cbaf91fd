import type { App } from 'aws-cdk-lib';
import { bundleFunctions } from './assets/function-bundles.ts';
import type { StageConfig } from './config.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { BusStack } from './stacks/bus-stack.ts';
import { ChatStack } from './stacks/chat-stack.ts';
import { FilesStack } from './stacks/files-stack.ts';
import { IdentityStack } from './stacks/identity-stack.ts';
import { ImagesStack } from './stacks/images-stack.ts';
import { LogsStack } from './stacks/logs-stack.ts';
import { NotificationsStack } from './stacks/notifications-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { OverviewStack } from './stacks/overview-stack.ts';
import { ReconcileStack } from './stacks/reconcile-stack.ts';
import { SiteStack } from './stacks/site-stack.ts';
import { StatsStack } from './stacks/stats-stack.ts';
import { WebStack } from './stacks/web-stack.ts';

/**
 * Adds the stacks of one stage, one for each capability. Domains meet only in the bus and the counters, so that a domain can be
 * taken out without touching another.
 */
export function addTelar(app: App, stage: StageConfig): void {
  const bundles = bundleFunctions();

  const busStack = new BusStack(app, 'bus', { stage });
  const { bus } = busStack;
  const { counters } = new StatsStack(app, 'stats', { stage });
  const { site } = new SiteStack(app, 'site', { stage });
  const webOrigins = [site.url, ...stage.webOrigins];
  const identity = new IdentityStack(app, 'identity', { stage, bundles, webOrigins });
  const { userPool, client } = identity;
  const apiStack = new ApiStack(app, 'api', { stage, bundles, userPool, client, webOrigins });
  const { api } = apiStack;
  const images = new ImagesStack(app, 'images', { stage, bundles, bus, counters, api, webOrigins });
  const logs = new LogsStack(app, 'logs', { stage, bundles, bus, counters, api });
  const notifications = new NotificationsStack(app, 'notifications', { stage, bundles, bus, counters, api });
  const chat = new ChatStack(app, 'chat', { stage, bundles, bus, userPool, client, api });
  const { webSocketUrl } = chat;
  const web = new WebStack(app, 'web', { stage, bundles, site, userPool, client, apiUrl: api.url, webSocketUrl });
  const buckets = { ...images.buckets, ...logs.buckets };
  const files = new FilesStack(app, 'files', { stage, bundles, counters, buckets, api });
  const ledgers = [images.ledger, logs.ledger, notifications.ledger, files.ledger];
  const reconcile = new ReconcileStack(app, 'reconcile', { stage, bundles, bus, counters, ledgers });
  const logIndex = logs.index;
  const overview = new OverviewStack(app, 'overview', {
    stage,
    bundles,
    api,
    bus,
    counters,
    ledgers,
    buckets,
    logIndex,
  });
  new ObservabilityStack(app, 'observability', {
    stage,
    domains: {
      images: [images.watched],
      logs: [logs.watched],
      notifications: [notifications.watched],
      chat: [chat.watched],
      api: [apiStack.watched, overview.watched],
      platform: [busStack, identity, files, reconcile, web].map(({ watched }) => watched),
    },
  });
}
