import type { DialogAction } from '@aws-sdk/client-lex-runtime-v2';
import type { IntentDefinition } from '../definition/intent.ts';
import type { SlotDefinition } from '../definition/slot.ts';
import { dependencyFailed } from '../errors.ts';
import { STEPS_OF_A_TURN } from '../limits.ts';
import type { HookOutcome } from './code-hooks.ts';
import {
  capturedExit,
  closingExit,
  confirmationFailedExit,
  confirmedExit,
  declinedExit,
  initialExit,
  slotFailedExit,
} from './exits.ts';
import { goOn } from './go-on.ts';
import { failureOf, type Outcomes, successOf, timeoutOf } from './outcomes.ts';
import { Passage, type TurnContext } from './passage.ts';
import { fallbackOf, type RunningBot } from './running-bot.ts';
import type { IntentInSession, Session } from './session.ts';
import { slotStates, withDefaults } from './slot-values.ts';
import type { Step } from './steps.ts';
import { TurnState } from './turn-state.ts';

/**
 * One turn of a conversation: from what was heard to the next thing that the user has to say
 * (https://docs.aws.amazon.com/lexv2/latest/dg/managing-conversations.html).
 *
 *     start ─ initial response ─ [function] ─┐
 *        ┌───────────────────────────────────┘
 *     go on ─ elicit slot ─ (user) ─ captured ─ [function] ─ go on …
 *        ├─ confirm ─ (user) ─ confirmed | declined
 *        └─ fulfil ─ [function] ─ close
 */
export class Turn {
  readonly #bot: RunningBot;
  readonly #state: TurnState;
  readonly #passage: Passage;
  #fulfilled = false;

  constructor(context: TurnContext, session: Session) {
    this.#bot = context.bot;
    this.#state = new TurnState(context, session, context.input.requestAttributes);
    this.#passage = new Passage(context, this.#state);
  }

  /** The session after the turn. */
  get session(): Session {
    return { ...this.#state.session, messages: this.#state.messages };
  }

  get requestAttributes(): Readonly<Record<string, string>> {
    return this.#state.requestAttributes;
  }

  /** @throws AwsError DependencyFailedException, ThrottlingException */
  async run(first: Step): Promise<void> {
    let step: Step | undefined = first;
    for (let count = 0; step; count += 1) {
      if (count > STEPS_OF_A_TURN)
        throw dependencyFailed('Invalid Bot Configuration: The steps of the bot form a circle.');
      step = await this.#take(step);
    }
  }

  #take(step: Step): Step | undefined | Promise<Step | undefined> {
    switch (step.kind) {
      case 'start':
        return this.#start(step.intent, step.slots);
      case 'captured':
        return this.#captured(step.slot);
      case 'elicit slot':
        return this.#elicitSlot(step.slot);
      case 'slot failed':
        return this.#slotFailed(step.slot);
      case 'ask again':
        return this.#askAgain();
      case 'go on':
        return goOn(this.#state);
      case 'confirm':
        return this.#confirm();
      case 'confirmed':
        return this.#confirmed();
      case 'declined':
        return this.#declined();
      case 'confirmation failed':
        return this.#confirmationFailed();
      case 'fulfil':
        return this.#fulfil();
      case 'fall back':
        return { kind: 'start', intent: fallbackOf(this.#bot), slots: {} };
      case 'close':
        return this.#close();
      case 'elicit intent':
        return this.#elicitIntent();
      case 'end':
        return this.#end();
    }
  }

  #start(intent: IntentDefinition, slots: IntentInSession['slots']): Promise<Step | undefined> {
    const filled = withDefaults(intent, { ...slotStates(intent, {}), ...slots }, this.#state.session);
    this.#state.change({
      intent: { name: intent.Name, slots: filled, state: 'InProgress', confirmationState: 'None' },
    });
    this.#state.lead(intent.Name);
    this.#state.ask(undefined);
    return this.#passage.leave(initialExit(intent));
  }

  #captured(slot: SlotDefinition): Promise<Step | undefined> {
    this.#state.ask(undefined);
    return this.#passage.leave(capturedExit(slot));
  }

  async #slotFailed(slot: SlotDefinition): Promise<Step | undefined> {
    this.#state.changeIntent({ state: 'Failed' });
    this.#state.ask(undefined);
    return this.#passage.leave(slotFailedExit(slot));
  }

  #askAgain(): Step {
    const { dialogAction, failedAnswers } = this.#state.session;
    if (dialogAction?.type === 'ConfirmIntent') {
      const { MaxRetries = 0 } = this.#state.definition.IntentConfirmationSetting?.PromptSpecification ?? {};
      return { kind: failedAnswers > MaxRetries ? 'confirmation failed' : 'confirm' };
    }
    const slot = this.#state.definition.Slots?.find(({ Name }) => Name === dialogAction?.slotToElicit);
    if (!slot) return { kind: 'fall back' };
    const { MaxRetries = 0 } = slot.ValueElicitationSetting.PromptSpecification ?? {};
    return failedAnswers > MaxRetries ? { kind: 'slot failed', slot } : { kind: 'elicit slot', slot };
  }

  async #elicitSlot(slot: SlotDefinition): Promise<Step | undefined> {
    const { PromptSpecification, SlotCaptureSetting } = slot.ValueElicitationSetting;
    const action: DialogAction = { type: 'ElicitSlot', slotToElicit: slot.Name };
    return this.#passage.prompt(action, PromptSpecification, SlotCaptureSetting?.ElicitationCodeHook);
  }

  async #confirm(): Promise<Step | undefined> {
    const { PromptSpecification, ElicitationCodeHook } = this.#state.definition.IntentConfirmationSetting ?? {};
    return this.#passage.prompt({ type: 'ConfirmIntent' }, PromptSpecification, ElicitationCodeHook);
  }

  #confirmed(): Promise<Step | undefined> {
    this.#state.changeIntent({ confirmationState: 'Confirmed' });
    this.#state.ask(undefined);
    return this.#passage.leave(confirmedExit(this.#state.definition));
  }

  #declined(): Promise<Step | undefined> {
    this.#state.changeIntent({ confirmationState: 'Denied', state: 'Failed' });
    return this.#passage.leave(declinedExit(this.#state.definition));
  }

  #confirmationFailed(): Promise<Step | undefined> {
    this.#state.changeIntent({ state: 'Failed' });
    return this.#passage.leave(confirmationFailedExit(this.#state.definition));
  }

  async #fulfil(): Promise<Step | undefined> {
    const {
      Enabled = false,
      IsActive = true,
      PostFulfillmentStatusSpecification: after,
    } = this.#state.definition.FulfillmentCodeHook ?? {};
    this.#state.changeIntent({ state: 'ReadyForFulfillment' });
    this.#state.ask(undefined);
    if (!Enabled || !IsActive) {
      if (!after || !IsActive) return { kind: 'close' };
      this.#state.changeIntent({ state: 'Fulfilled' });
      return this.#passage.leave({ ...successOf(after), otherwise: { kind: 'close' } });
    }
    if (this.#fulfilled) {
      throw dependencyFailed(
        'Invalid Lambda Response: Reached second execution of fulfillment lambda on the same utterance',
      );
    }
    this.#fulfilled = true;
    return this.#fulfilment(await this.#passage.call('FulfillmentCodeHook', undefined), after);
  }

  #fulfilment(outcome: HookOutcome, after: Outcomes | undefined): Step | undefined | Promise<Step | undefined> {
    if (outcome.kind !== 'answered') {
      const exit = outcome.kind === 'failed' ? failureOf(after) : timeoutOf(after);
      if (!exit.response && !exit.nextStep && !exit.conditional) throw outcome.error;
      this.#state.changeIntent({ state: 'Failed' });
      return this.#passage.leave({ ...exit, otherwise: { kind: 'end' } });
    }
    const step = this.#passage.obey(outcome.response);
    const silent = (outcome.response.messages ?? []).length === 0;
    if (outcome.response.sessionState.dialogAction.type !== 'Close' || !silent) return step;
    return this.#state.intent.state === 'Failed'
      ? this.#passage.leave({ ...failureOf(after), otherwise: { kind: 'end' } })
      : this.#passage.leave({ ...successOf(after), otherwise: { kind: 'close' } });
  }

  async #close(): Promise<Step | undefined> {
    const done = this.#state.intent.state === 'Fulfilled' || this.#state.intent.state === 'ReadyForFulfillment';
    if (done) this.#state.leaveContexts();
    if (!done || this.#state.definition.IntentClosingSetting?.IsActive === false) return { kind: 'end' };
    return this.#passage.leave(closingExit(this.#state.definition));
  }

  #elicitIntent(): undefined {
    this.#state.change({ intent: undefined });
    this.#state.ask({ type: 'ElicitIntent' });
  }

  #end(): undefined {
    this.#state.ask({ type: 'Close' });
  }
}
