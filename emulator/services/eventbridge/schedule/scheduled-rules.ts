import type { Account } from '../../../runtime/account.ts';
import type { Cancel, Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import type { Trace } from '../../../runtime/trace.ts';
import { makeEvent } from '../events/event.ts';
import type { Intake } from '../intake.ts';
import type { Rule } from '../state/model.ts';
import type { Rules } from '../state/rules.ts';
import { parseSchedule } from './expression.ts';

interface Deps {
  readonly rules: Rules;
  readonly intake: Intake;
  readonly store: Store;
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly trace: Trace;
}

/** Sends "Scheduled Event" to the targets of each rule that has a schedule, when it is due. */
export class ScheduledRules {
  readonly #deps: Deps;
  readonly #alarms = new Map<string, Cancel>();
  #running = false;

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.rules.onChange((rule, arn) => this.#arm(arn, rule));
  }

  /** What was due while the emulator was not running is not made up for, as a rule that was disabled would not. */
  start(): void {
    this.#running = true;
    for (const rule of this.#deps.rules.all()) this.#arm(rule.arn, rule);
  }

  stop(): void {
    this.#running = false;
    for (const cancel of this.#alarms.values()) cancel();
    this.#alarms.clear();
  }

  #arm(arn: string, rule: Rule | undefined): void {
    this.#alarms.get(arn)?.();
    this.#alarms.delete(arn);
    if (!this.#running || !rule?.schedule || rule.state === 'DISABLED') return;
    const { clock } = this.#deps;
    const due = parseSchedule(rule.schedule)?.next(clock.now(), rule.scheduledAt);
    if (due !== undefined)
      this.#alarms.set(
        arn,
        clock.at(due, () => this.#fire(arn, due)),
      );
  }

  #fire(arn: string, due: number): void {
    const { rules, intake, store, account, ids, trace, clock } = this.#deps;
    const rule = rules.byArn(arn);
    if (!rule) return;
    const event = makeEvent(account, {
      id: ids.uuid(),
      source: 'aws.events',
      detailType: 'Scheduled Event',
      time: due,
      resources: [arn],
      detail: '{}',
      parsed: {},
    });
    store.transaction(() => intake.deliver(rule, event));
    trace.record({
      kind: 'event',
      at: clock.now(),
      eventId: event.id,
      bus: rule.bus,
      source: event.source,
      detailType: event.detailType,
      matched: [rule.name],
    });
    this.#arm(arn, rule);
  }
}
