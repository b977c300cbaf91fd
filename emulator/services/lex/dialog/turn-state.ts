import type { DialogAction, Message } from '@aws-sdk/client-lex-runtime-v2';
import type { Clock } from '../../../runtime/clock.ts';
import type { DialogState } from '../definition/dialog-state.ts';
import type { IntentDefinition } from '../definition/intent.ts';
import { dependencyFailed } from '../errors.ts';
import { givenContext, withOutputContexts } from './contexts.ts';
import type { HookIntent, HookResponse } from './hook-response.ts';
import { hookMessages, hookSlots } from './hook-values.ts';
import { fallbackOf, intentOf, type RunningBot } from './running-bot.ts';
import type { IntentInSession, Session } from './session.ts';
import { givenValue, slotStates } from './slot-values.ts';

/** The session in the middle of a turn, with what was said to the user so far. */
export class TurnState {
  readonly #bot: RunningBot;
  readonly #clock: Clock;
  #session: Session;
  readonly messages: Message[] = [];
  requestAttributes: Readonly<Record<string, string>>;
  /** Whether the words of the next question are left out, as somebody else has spoken. */
  suppressed = false;

  constructor(
    { bot, clock }: { readonly bot: RunningBot; readonly clock: Clock },
    session: Session,
    requestAttributes: Readonly<Record<string, string>>,
  ) {
    this.#bot = bot;
    this.#clock = clock;
    this.#session = { ...session, messages: [] };
    this.requestAttributes = requestAttributes;
  }

  get session(): Session {
    return this.#session;
  }

  /** Takes over what a function says of the session, and says what it says to the user. */
  accept({ sessionState, messages, requestAttributes }: HookResponse): void {
    const { sessionAttributes, activeContexts, intent } = sessionState;
    const now = this.#clock.now();
    if (sessionAttributes) this.change({ sessionAttributes });
    if (activeContexts) {
      const contexts = activeContexts.map(({ contextAttributes, ...context }) =>
        givenContext({ ...context, contextAttributes: contextAttributes ?? {} }, now),
      );
      this.change({ activeContexts: contexts });
    }
    if (requestAttributes) this.requestAttributes = requestAttributes;
    if (intent) this.takeIntent(intent);
    if (messages) this.say(hookMessages(messages));
  }

  takeIntent({ name, slots, state, confirmationState }: HookIntent): void {
    const definition = intentOf(this.#bot, name);
    if (!definition)
      throw dependencyFailed(`Invalid Lambda Response: Lambda response provided invalid intent name: ${name}`);
    const known = new Set((definition.Slots ?? []).map((slot) => slot.Name));
    for (const slot of Object.keys(slots ?? {})) if (!known.has(slot)) throw invalidSlot(slot);
    const current = this.#session.intent?.name === name ? this.#session.intent : undefined;
    this.change({
      intent: {
        name,
        slots: slots
          ? { ...slotStates(definition, {}), ...hookSlots(slots) }
          : (current?.slots ?? slotStates(definition, {})),
        state: state ?? current?.state ?? 'InProgress',
        confirmationState: confirmationState ?? current?.confirmationState ?? 'None',
      },
    });
    this.lead(name);
  }

  /** Slots and attributes that a step sets on its way. */
  override(state: DialogState): void {
    const attributes = (state.SessionAttributes ?? []).map(({ Key, Value = '' }) => [Key, Value]);
    this.change({ sessionAttributes: { ...this.#session.sessionAttributes, ...Object.fromEntries(attributes) } });
    if (state.DialogAction?.SuppressNextMessage) this.suppressed = true;
    const ofCurrent = state.Intent?.Name === undefined || state.Intent.Name === this.#session.intent?.name;
    if (state.Intent && ofCurrent) this.changeIntent({ slots: { ...this.intent.slots, ...overrides(state) } });
  }

  leaveContexts(): void {
    this.change({ activeContexts: withOutputContexts(this.definition, this.#session, this.#clock.now()) });
  }

  /** The intent at work is the first of the interpretations. */
  lead(name: string): void {
    const { interpretations, intent } = this.#session;
    const found = interpretations.find((interpretation) => interpretation.intent.name === name);
    const first = found ?? (intent ? { intent } : undefined);
    if (first) this.change({ interpretations: [first, ...interpretations.filter((other) => other !== found)] });
  }

  get intent(): IntentInSession {
    const { intent } = this.#session;
    if (!intent) throw dependencyFailed('Invalid Lambda Response: sessionState.intent is missing.');
    return intent;
  }

  get definition(): IntentDefinition {
    return intentOf(this.#bot, this.intent.name) ?? fallbackOf(this.#bot);
  }

  /** What the user is asked for; a new question has no failed answers yet. */
  ask(action: DialogAction | undefined): void {
    const same =
      action?.type === this.#session.dialogAction?.type &&
      action?.slotToElicit === this.#session.dialogAction?.slotToElicit;
    this.change({ dialogAction: action, ...(same ? {} : { failedAnswers: 0 }) });
  }

  say(messages: readonly Message[]): void {
    this.messages.push(...messages);
  }

  change(change: Partial<Session>): void {
    this.#session = { ...this.#session, ...change };
  }

  changeIntent(change: Partial<IntentInSession>): void {
    this.change({ intent: { ...this.intent, ...change } });
  }
}

/** Slots that a step fills or empties. */
export const overrides = ({ Intent }: DialogState): IntentInSession['slots'] =>
  Object.fromEntries(
    (Intent?.Slots ?? []).flatMap(({ SlotName, SlotValueOverride }) => {
      const text = SlotValueOverride?.Value?.InterpretedValue;
      return SlotName === undefined ? [] : [[SlotName, text === undefined ? null : givenValue(text)]];
    }),
  );

export const invalidSlot = (name: string | undefined) =>
  dependencyFailed(`Invalid Lambda Response: Lambda response provided invalid slot name: ${name ?? null}`);
