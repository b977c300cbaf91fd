import type { Door } from '../../door/door.ts';
import type { Identities } from '../../door/identities.ts';
import type { ServiceDefinition } from '../../door/service.ts';
import type { Account } from '../../runtime/account.ts';
import type { Cancel, Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { Journal, WorkQueue } from '../../runtime/journal.ts';
import type { ServiceEvents } from '../../runtime/service-events.ts';
import type { Store } from '../../runtime/store.ts';
import type { Trace } from '../../runtime/trace.ts';
import { DEFAULT_BUS } from './arns.ts';
import { Deliverer, type Delivery } from './delivery.ts';
import { makeEvent } from './events/event.ts';
import { explainRules, type RuleVerdict } from './explain.ts';
import { Authorizations } from './http/authorize.ts';
import { Invoker } from './http/invoke.ts';
import type { ApiDestination, Connection } from './http/model.ts';
import { Named } from './http/named.ts';
import { sendHttp } from './http/network.ts';
import { Intake } from './intake.ts';
import { eventsAccess } from './operations/access.ts';
import { apiDestinationOperations } from './operations/api-destinations.ts';
import { archiveOperations } from './operations/archives.ts';
import { retrieveConnectionCredentials } from './operations/connection-credentials.ts';
import { connectionOperations } from './operations/connections.ts';
import { eventBusOperations } from './operations/event-buses.ts';
import { permissionOperations } from './operations/permissions.ts';
import { putEvents } from './operations/put-events.ts';
import { replayOperations } from './operations/replays.ts';
import { ruleOperations } from './operations/rules.ts';
import { tagOperations } from './operations/tags.ts';
import { targetOperations } from './operations/targets.ts';
import { testEventPattern } from './operations/test-event-pattern.ts';
import { Replayer, type ReplayStep } from './replay/replayer.ts';
import { apiDestinationResource } from './resources/api-destination.ts';
import { archiveResource } from './resources/archive.ts';
import { connectionResource } from './resources/connection.ts';
import { eventBusResource } from './resources/event-bus.ts';
import { eventBusPolicyResource } from './resources/event-bus-policy.ts';
import { ruleResource } from './resources/rule.ts';
import { ScheduledRules } from './schedule/scheduled-rules.ts';
import { Archives } from './state/archives.ts';
import { Buses } from './state/buses.ts';
import { Replays } from './state/replays.ts';
import { Router } from './state/router.ts';
import { Rules } from './state/rules.ts';
import { Shelf } from './state/shelf.ts';
import { MIGRATIONS } from './state/tables.ts';
import { TargetKinds } from './targets/kinds.ts';

export interface EventBridgeDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly account: Account;
  readonly door: Door;
  readonly identities: Identities;
  readonly journal: Journal;
  readonly trace: Trace;
  /** Whether API destinations may be on other machines; default false. */
  readonly allowNetwork?: boolean;
}

export interface EventBridge extends ServiceDefinition {
  /** The default bus, for services that report what happened to their resources. */
  readonly serviceEvents: ServiceEvents;
  /** What each rule of a bus makes of an event (whole, with its `detail`), and for those it does not match why. */
  explain(bus: string, event: object): readonly RuleVerdict[];
}

const SWEEP_MILLISECONDS = 86_400_000;

/** EventBridge: buses, rules, archives and replays, and the delivery of events to targets. */
export function createEventBridge(deps: EventBridgeDeps): EventBridge {
  const { store, journal, account, ids, clock } = deps;
  store.migrate('eventbridge', MIGRATIONS);
  const router = new Router();
  const parts = {
    ...deps,
    access: eventsAccess(account),
    kinds: new TargetKinds(deps),
    buses: new Buses(deps),
    rules: new Rules({ ...deps, router }),
    archives: new Archives({ ...deps, router }),
    replays: new Replays(deps),
    connections: new Named(new Shelf<Connection>(store, 'connections'), 'Connection'),
    destinations: new Named(new Shelf<ApiDestination>(store, 'api_destinations'), 'ApiDestination'),
  };
  const send = sendHttp(deps.allowNetwork ?? false);
  const authorizations = new Authorizations({ send, clock });
  const invoker = new Invoker({ send, authorizations, clock });
  const deliverer = new Deliverer(parts);
  const lane = (name: string) => journal.queue<Delivery>(name, (work) => deliverer.work(work));
  const lanes = { swift: lane('eventbridge-deliveries'), http: lane('eventbridge-http-deliveries') };
  const intake = new Intake({ ...parts, router, lanes });
  const steps: WorkQueue<ReplayStep> = journal.queue('eventbridge-replays', (work) => replayer.work(work));
  const replayer = new Replayer({ ...parts, intake, steps: () => steps });
  const scheduled = new ScheduledRules({ ...parts, intake });
  let sweep: Cancel | undefined;
  const sweepDaily = () => {
    parts.archives.sweep();
    sweep = clock.at(clock.now() + SWEEP_MILLISECONDS, sweepDaily);
  };

  return {
    name: 'eventbridge',
    signingName: 'events',
    sdk: '@aws-sdk/client-eventbridge',
    protocol: 'json-1.1',
    targetPrefix: 'AWSEvents',
    operations: [
      putEvents({ ...parts, intake, commits: store.commits }),
      testEventPattern(parts.access),
      ...eventBusOperations(parts),
      ...permissionOperations(parts),
      ...ruleOperations(parts),
      ...targetOperations(parts),
      ...tagOperations(parts),
      ...archiveOperations(parts),
      ...replayOperations({ ...parts, replayer }),
      ...connectionOperations(parts),
      retrieveConnectionCredentials({ ...parts, authorizations }),
      ...apiDestinationOperations({ ...parts, invoker }),
    ],
    gaps: [
      'Targets: Step Functions, Lambda, SQS, SNS, other buses, CloudWatch Logs and API destinations; others are refused by their ARN.',
      'A delivery goes by the settings that its target has when it is made; one whose target was removed meanwhile is dropped, and traced.',
    ],
    resources: [
      eventBusResource(parts),
      eventBusPolicyResource(parts),
      ruleResource(parts),
      archiveResource(parts),
      connectionResource(parts),
      apiDestinationResource(parts),
    ],
    serviceEvents: {
      publish({ source, detailType, resources, detail }) {
        const event = makeEvent(account, {
          id: ids.uuid(),
          source,
          detailType,
          resources,
          time: clock.now(),
          parsed: detail,
        });
        store.transaction(() => intake.take(DEFAULT_BUS, event));
      },
    },
    explain: (bus, event) => explainRules(parts.rules, bus, event),
    start() {
      scheduled.start();
      sweepDaily();
    },
    stop() {
      scheduled.stop();
      invoker.stop();
      sweep?.();
    },
  };
}
