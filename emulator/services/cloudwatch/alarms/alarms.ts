import type { Cancel, Clock } from '../../../runtime/clock.ts';
import type { ServiceEvents } from '../../../runtime/service-events.ts';
import { alarmNotFound, validation } from '../errors.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { type AlarmActions, stateChangeDetail } from './actions.ts';
import type { Alarm, AlarmState, CompositeAlarm } from './alarm.ts';
import type { AlarmStore } from './alarm-store.ts';
import { alarmsIn, compileRule } from './composite-rule.ts';
import { evaluateAlarm, type Verdict } from './evaluate.ts';

interface Options {
  readonly clock: Clock;
  readonly metrics: MetricStore;
  readonly alarms: AlarmStore;
  readonly actions: AlarmActions;
  readonly serviceEvents?: ServiceEvents | undefined;
}

const EVALUATION_SECONDS = 60;
const FAST_EVALUATION_SECONDS = 10;

/** Judges all alarms again and again, in emulated time, and acts on what changes. */
export class Alarms {
  readonly #options: Options;
  #next: Cancel | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    this.#schedule();
  }

  stop(): void {
    this.#next?.();
  }

  /** @throws AwsError ValidationException when a rule asks for an alarm that is not there */
  put(alarm: Alarm): void {
    const { alarms, clock } = this.#options;
    if (alarm.kind === 'composite') this.#checkRule(alarm);
    const isNew = alarms.find(alarm.name) === undefined;
    alarms.put(alarm);
    alarms.record({
      name: alarm.name,
      alarmType: alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
      at: clock.now(),
      type: 'ConfigurationUpdate',
      summary: `Alarm "${alarm.name}" ${isNew ? 'created' : 'updated'}`,
      data: JSON.stringify({ version: '1.0', type: isNew ? 'Create' : 'Update' }),
    });
    if (alarm.kind === 'composite') this.#judge(alarm);
  }

  delete(name: string): void {
    this.#options.alarms.delete(name);
  }

  /**
   * Deletes alarms together.
   *
   * @throws AwsError ValidationException when another alarm depends on one of them; all of them stay
   */
  deleteAll(names: readonly string[]): void {
    const kept = this.#options.alarms.all().filter(({ name }) => !names.includes(name));
    const asked = new Set(kept.flatMap((alarm) => (alarm.kind === 'composite' ? alarmsIn(alarm.rule) : [])));
    const needed = names.filter((name) => asked.has(name));
    if (needed.length > 0) {
      const them = needed.length > 1 ? 'them' : 'it';
      throw validation(`Cannot delete ${needed.join(',')} as there are composite alarm(s) depending on ${them}.`);
    }
    for (const name of names) this.delete(name);
  }

  #checkRule({ name, rule }: CompositeAlarm): void {
    const absent = alarmsIn(rule).filter((asked) => asked !== name && !this.#options.alarms.find(asked));
    if (absent.length === 0) return;
    throw validation(
      `Could not save the composite alarm as alarms [${absent.join(', ')}] in the alarm rule do not exist`,
    );
  }

  /**
   * Puts an alarm into a state, until it is judged next.
   *
   * @throws AwsError ResourceNotFound
   */
  setState(name: string, verdict: { state: AlarmState; reason: string; reasonData?: string | undefined }): void {
    const alarm = this.#options.alarms.find(name);
    if (!alarm) throw alarmNotFound(name);
    this.#change(alarm, { reasonData: '', ...verdict, ...(verdict.reasonData ? {} : { reasonData: '' }) });
  }

  /** Judges every alarm once. */
  evaluate(): void {
    for (const alarm of this.#options.alarms.all()) this.#judge(alarm);
  }

  #judge(alarm: Alarm): void {
    const { clock, metrics, alarms } = this.#options;
    if (alarm.kind === 'metric') {
      const verdict = evaluateAlarm(alarm, metrics, Math.floor(clock.now() / 1_000));
      if (verdict) this.#change(alarm, verdict);
      return;
    }
    const met = compileRule(alarm.rule)((name) => alarms.find(name)?.state);
    const state = met ? 'ALARM' : 'OK';
    if (state === alarm.state) return;
    const reason = `${alarm.rule} is ${met ? 'TRUE' : 'FALSE'}`;
    this.#change(alarm, { state, reason, reasonData: '' });
  }

  #change(alarm: Alarm, { state, reason, reasonData }: Verdict): void {
    const { clock, alarms, actions, serviceEvents } = this.#options;
    const { reasonData: _previousData, ...rest } = alarm;
    const changed: Alarm = {
      ...rest,
      state,
      reason,
      stateUpdatedAt: clock.now(),
      ...(reasonData ? { reasonData } : {}),
    };
    const alarmArn = alarms.arnOf(alarm.name);
    alarms.put(changed);
    alarms.record({
      name: alarm.name,
      alarmType: alarm.kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm',
      at: clock.now(),
      type: 'StateUpdate',
      summary: `Alarm updated from ${alarm.state} to ${state}`,
      data: JSON.stringify({
        version: '1.0',
        oldState: { stateValue: alarm.state },
        newState: { stateValue: state, stateReason: reason },
      }),
    });
    if (alarm.state === state) return;
    void actions.run(changed, alarmArn, alarm.state);
    serviceEvents?.publish({
      source: 'aws.cloudwatch',
      detailType: 'CloudWatch Alarm State Change',
      resources: [alarmArn],
      detail: stateChangeDetail(changed, alarm.state),
    });
    this.#judgeDependents(alarm.name);
  }

  #judgeDependents(name: string): void {
    for (const alarm of this.#options.alarms.all()) {
      if (alarm.kind === 'composite' && alarmsIn(alarm.rule).includes(name)) this.#judge(alarm);
    }
  }

  /** Metrics of high resolution are looked at more often; without any alarm only the schedule goes on. */
  #schedule(): void {
    const { clock, alarms } = this.#options;
    const fast = alarms.all().some((alarm) => alarm.kind === 'metric' && alarm.periodSeconds < EVALUATION_SECONDS);
    const interval = (fast ? FAST_EVALUATION_SECONDS : EVALUATION_SECONDS) * 1_000;
    const at = (Math.floor(clock.now() / interval) + 1) * interval;
    this.#next = clock.at(at, () => {
      this.evaluate();
      this.#schedule();
    });
  }
}
