import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { WorkQueue } from '../../runtime/journal.ts';
import type { Trace } from '../../runtime/trace.ts';
import type { Delivery } from './delivery.ts';
import type { BusEvent } from './events/event.ts';
import type { Archives } from './state/archives.ts';
import type { Rule } from './state/model.ts';
import type { Router } from './state/router.ts';
import type { TargetKinds } from './targets/kinds.ts';

/** The queues of deliveries: one for each lane of targets. */
export interface Lanes {
  readonly swift: WorkQueue<Delivery>;
  readonly http: WorkQueue<Delivery>;
}

interface Deps {
  readonly router: Router;
  readonly archives: Archives;
  readonly lanes: Lanes;
  readonly kinds: TargetKinds;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

interface Options {
  /** Only these rules get the event; all that match when undefined. */
  readonly onlyRules?: readonly string[] | undefined;
}

/**
 * Takes events into a bus: finds who wants them, writes them into archives and, for each target, into the queue of
 * deliveries. When `take` returns, nothing of that can be lost, provided that the caller's transaction is committed.
 */
export class Intake {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  take(bus: string, event: BusEvent, { onlyRules }: Options = {}): void {
    const { router, archives, clock, trace } = this.#deps;
    const matched: string[] = [];
    for (const route of router.routes(bus, event.body)) {
      if (route.kind === 'archive') archives.keep(route.archive, event);
      else if (!onlyRules || onlyRules.includes(route.rule.arn)) {
        matched.push(route.rule.name);
        this.deliver(route.rule, event);
      }
    }
    trace.record({
      kind: 'event',
      at: clock.now(),
      eventId: event.id,
      bus,
      source: event.source,
      detailType: event.detailType,
      matched,
    });
  }

  /** Queues an event for all targets of a rule. */
  deliver(rule: Rule, event: BusEvent): void {
    const { lanes, kinds, clock, ids } = this.#deps;
    for (const { Id, Arn } of rule.targets) {
      lanes[kinds.of(Arn)?.lane ?? 'swift'].add({
        rule: rule.arn,
        target: Id,
        event: event.text,
        eventId: event.id,
        ingestedAt: clock.now(),
        deliveryId: ids.uuid(),
        ...(event.traceHeader ? { traceHeader: event.traceHeader } : {}),
      });
    }
  }
}
