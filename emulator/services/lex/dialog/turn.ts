import type { DialogAction } from '@aws-sdk/client-lex-runtime-v2';
import type { Door } from '../../../door/door.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { CodeHook, Conditional, DialogState } from '../definition/dialog-state.ts';
import type { IntentDefinition } from '../definition/intent.ts';
import type { PromptDefinition, ResponseDefinition } from '../definition/messages.ts';
import type { SlotDefinition } from '../definition/slot.ts';
import { dependencyFailed } from '../errors.ts';
import { STEPS_OF_A_TURN } from '../limits.ts';
import { callHook, type HookOutcome } from './code-hooks.ts';
import { parseCondition } from './condition.ts';
import { conditionScope } from './condition-scope.ts';
import { hookEvent, type Input } from './hook-event.ts';
import type { HookResponse } from './hook-response.ts';
import { chooseMessages, choosePrompt } from './message-choice.ts';
import { failureOf, successOf, timeoutOf } from './outcomes.ts';
import { fallbackOf, intentOf, type RunningBot } from './running-bot.ts';
import type { IntentInSession, Session } from './session.ts';
import { missingSlots, slotStates, withDefaults } from './slot-values.ts';
import type { Step } from './steps.ts';
import { invalidSlot, overrides, TurnState } from './turn-state.ts';

export interface TurnDeps {
  readonly door: Door;
  readonly clock: Clock;
  readonly ids: Ids;
}

interface TurnContext extends TurnDeps {
  readonly bot: RunningBot;
  readonly input: Input;
  readonly traceHeader?: string | undefined;
}

/** What follows an element of a dialog: words, a branch, a function, a step. */
interface Exit {
  readonly response?: ResponseDefinition | undefined;
  readonly conditional?: Conditional | undefined;
  readonly nextStep?: DialogState | undefined;
  readonly hook?: CodeHook | undefined;
  /** Where the function is called only because the intent as a whole has one. */
  readonly plainHook?: boolean | undefined;
  readonly otherwise: Step;
}

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
  readonly #context: TurnContext;
  readonly #state: TurnState;
  #fulfilled = false;
  #hooked = false;

  constructor(context: TurnContext, session: Session) {
    this.#context = context;
    this.#state = new TurnState(context, session, context.input.requestAttributes);
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
        return this.#goOn();
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
        return { kind: 'start', intent: fallbackOf(this.#context.bot), slots: {} };
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
    const initial = intent.InitialResponseSetting;
    return this.#leave({
      response: initial?.InitialResponse,
      conditional: initial?.Conditional,
      nextStep: initial?.NextStep,
      hook: initial?.CodeHook,
      plainHook: true,
      otherwise: { kind: 'go on' },
    });
  }

  #captured(slot: SlotDefinition): Promise<Step | undefined> {
    const setting = slot.ValueElicitationSetting.SlotCaptureSetting;
    this.#state.ask(undefined);
    return this.#leave({
      response: setting?.CaptureResponse,
      conditional: setting?.CaptureConditional,
      nextStep: setting?.CaptureNextStep,
      hook: setting?.CodeHook,
      plainHook: true,
      otherwise: { kind: 'go on' },
    });
  }

  async #slotFailed(slot: SlotDefinition): Promise<Step | undefined> {
    const setting = slot.ValueElicitationSetting.SlotCaptureSetting;
    this.#state.changeIntent({ state: 'Failed' });
    this.#state.ask(undefined);
    return this.#leave({
      response: setting?.FailureResponse,
      conditional: setting?.FailureConditional,
      nextStep: setting?.FailureNextStep,
      otherwise: { kind: 'fall back' },
    });
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

  #goOn(): Step {
    const definition = this.#state.definition;
    const [missing] = missingSlots(definition, this.#state.intent.slots);
    if (missing) return { kind: 'elicit slot', slot: missing };
    const { IsActive = true, PromptSpecification } = definition.IntentConfirmationSetting ?? {};
    const unconfirmed = this.#state.intent.confirmationState === 'None';
    return { kind: IsActive && PromptSpecification && unconfirmed ? 'confirm' : 'fulfil' };
  }

  async #elicitSlot(slot: SlotDefinition): Promise<Step | undefined> {
    const { PromptSpecification, SlotCaptureSetting } = slot.ValueElicitationSetting;
    const action: DialogAction = { type: 'ElicitSlot', slotToElicit: slot.Name };
    return this.#prompt(action, PromptSpecification, SlotCaptureSetting?.ElicitationCodeHook);
  }

  async #confirm(): Promise<Step | undefined> {
    const { PromptSpecification, ElicitationCodeHook } = this.#state.definition.IntentConfirmationSetting ?? {};
    return this.#prompt({ type: 'ConfirmIntent' }, PromptSpecification, ElicitationCodeHook);
  }

  #confirmed(): Promise<Step | undefined> {
    const setting = this.#state.definition.IntentConfirmationSetting;
    this.#state.changeIntent({ confirmationState: 'Confirmed' });
    this.#state.ask(undefined);
    return this.#leave({
      response: setting?.ConfirmationResponse,
      conditional: setting?.ConfirmationConditional,
      nextStep: setting?.ConfirmationNextStep,
      hook: setting?.CodeHook,
      plainHook: true,
      otherwise: { kind: 'go on' },
    });
  }

  #declined(): Promise<Step | undefined> {
    const setting = this.#state.definition.IntentConfirmationSetting;
    this.#state.changeIntent({ confirmationState: 'Denied', state: 'Failed' });
    return this.#leave({
      response: setting?.DeclinationResponse,
      conditional: setting?.DeclinationConditional,
      nextStep: setting?.DeclinationNextStep,
      otherwise: { kind: 'end' },
    });
  }

  #confirmationFailed(): Promise<Step | undefined> {
    const setting = this.#state.definition.IntentConfirmationSetting;
    this.#state.changeIntent({ state: 'Failed' });
    return this.#leave({
      response: setting?.FailureResponse,
      conditional: setting?.FailureConditional,
      nextStep: setting?.FailureNextStep,
      otherwise: { kind: 'fall back' },
    });
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
      return this.#leave({ ...successOf(after), otherwise: { kind: 'close' } });
    }
    if (this.#fulfilled) {
      throw dependencyFailed(
        'Invalid Lambda Response: Reached second execution of fulfillment lambda on the same utterance',
      );
    }
    this.#fulfilled = true;
    const outcome = await this.#call('FulfillmentCodeHook', undefined);
    if (outcome.kind !== 'answered') {
      const exit = outcome.kind === 'failed' ? failureOf(after) : timeoutOf(after);
      if (!exit.response && !exit.nextStep && !exit.conditional) throw outcome.error;
      this.#state.changeIntent({ state: 'Failed' });
      return this.#leave({ ...exit, otherwise: { kind: 'end' } });
    }
    const step = this.#obey(outcome.response);
    const silent = (outcome.response.messages ?? []).length === 0;
    if (outcome.response.sessionState.dialogAction.type !== 'Close' || !silent) return step;
    if (this.#state.intent.state === 'Failed') return this.#leave({ ...failureOf(after), otherwise: { kind: 'end' } });
    return this.#leave({ ...successOf(after), otherwise: { kind: 'close' } });
  }

  async #close(): Promise<Step | undefined> {
    const setting = this.#state.definition.IntentClosingSetting;
    const done = this.#state.intent.state === 'Fulfilled' || this.#state.intent.state === 'ReadyForFulfillment';
    if (done) this.#state.leaveContexts();
    if (!done || setting?.IsActive === false) return { kind: 'end' };
    return this.#leave({
      response: setting?.ClosingResponse,
      conditional: setting?.Conditional,
      nextStep: setting?.NextStep,
      otherwise: { kind: 'end' },
    });
  }

  #elicitIntent(): undefined {
    this.#state.change({ intent: undefined });
    this.#state.ask({ type: 'ElicitIntent' });
  }

  #end(): undefined {
    this.#state.ask({ type: 'Close' });
  }

  /** Asks the user, after the function that wants to hear of it has let it pass. */
  async #prompt(
    action: DialogAction,
    prompt: PromptDefinition | undefined,
    hook: { EnableCodeHookInvocation: boolean; InvocationLabel?: string | undefined } | undefined,
  ): Promise<Step | undefined> {
    if (hook?.EnableCodeHookInvocation && !this.#hooked) {
      this.#hooked = true;
      const outcome = await this.#call('DialogCodeHook', action, hook.InvocationLabel);
      if (outcome.kind !== 'answered') throw outcome.error;
      if (outcome.response.sessionState.dialogAction.type !== 'Delegate') return this.#obey(outcome.response);
      this.#state.accept(outcome.response);
    }
    this.#state.ask(action);
    if (prompt && !this.#state.suppressed)
      this.#state.say(choosePrompt(prompt, this.#state.session.failedAnswers, this.#state.session, this.#random));
    return undefined;
  }

  /** Says what is to be said and finds out where to go from an element of the dialog. */
  async #leave({ response, conditional, nextStep, hook, plainHook, otherwise }: Exit): Promise<Step | undefined> {
    if (response) this.#state.say(chooseMessages(response.MessageGroupsList, this.#state.session, this.#random));
    if (conditional?.IsActive) return this.#branch(conditional, otherwise);
    const active = hook?.IsActive && hook.EnableCodeHookInvocation;
    const asIntent = plainHook && !hook && this.#state.definition.DialogCodeHook?.Enabled;
    const wanted = !nextStep?.DialogAction || nextStep.DialogAction.Type === 'InvokeDialogCodeHook';
    if ((active || asIntent) && wanted) {
      if (nextStep) this.#state.override(nextStep);
      return this.#dialogHook(hook, otherwise);
    }
    return this.#next(nextStep, otherwise);
  }

  async #branch({ ConditionalBranches, DefaultBranch }: Conditional, otherwise: Step): Promise<Step | undefined> {
    const scope = conditionScope(this.#state.session);
    const chosen = ConditionalBranches.find(({ Condition }) => {
      const condition = parseCondition(Condition.ExpressionString);
      return 'holds' in condition && condition.holds(scope);
    });
    const { Response, NextStep } = chosen ?? DefaultBranch;
    return this.#leave({ response: Response, nextStep: NextStep, otherwise });
  }

  async #dialogHook(hook: CodeHook | undefined, otherwise: Step): Promise<Step | undefined> {
    const outcome = await this.#call('DialogCodeHook', this.#proposal(), hook?.InvocationLabel);
    const after = hook?.PostCodeHookSpecification;
    if (outcome.kind !== 'answered') {
      const exit = outcome.kind === 'failed' ? failureOf(after) : timeoutOf(after);
      if (!exit.response && !exit.nextStep && !exit.conditional) throw outcome.error;
      return this.#leave({ ...exit, otherwise: { kind: 'end' } });
    }
    if (outcome.response.sessionState.dialogAction.type !== 'Delegate') return this.#obey(outcome.response);
    const before = this.#state.session.intent?.name;
    this.#state.accept(outcome.response);
    if (this.#state.session.intent?.name !== before) return { kind: 'go on' };
    return this.#leave({ ...successOf(after), otherwise });
  }

  /** What would come next if no function said otherwise. */
  #proposal(): DialogAction {
    const step = this.#goOn();
    if (step.kind === 'elicit slot') return { type: 'ElicitSlot', slotToElicit: step.slot.Name };
    return step.kind === 'confirm' ? { type: 'ConfirmIntent' } : { type: 'Close' };
  }

  #call(
    source: 'DialogCodeHook' | 'FulfillmentCodeHook',
    proposed: DialogAction | undefined,
    invocationLabel?: string,
  ): Promise<HookOutcome> {
    const { bot, input, clock, traceHeader } = this.#context;
    const turn = { ...input, requestAttributes: this.#state.requestAttributes };
    const event = hookEvent(bot, this.#state.session, turn, { source, proposed, invocationLabel, now: clock.now() });
    return callHook(this.#context, bot, event, traceHeader);
  }

  /** Does what a function answered. */
  #obey(response: HookResponse): Step | undefined {
    const { dialogAction } = response.sessionState;
    this.#state.accept(response);
    this.#state.suppressed ||= (response.messages ?? []).length > 0;
    const slotName = dialogAction.slotToElicit ?? undefined;
    switch (dialogAction.type) {
      case 'Delegate':
        return { kind: 'go on' };
      case 'ElicitIntent':
        if (!response.sessionState.intent) this.#state.change({ intent: undefined });
        this.#state.ask({ type: 'ElicitIntent' });
        return undefined;
      case 'ElicitSlot': {
        const slot = this.#state.definition.Slots?.find(({ Name }) => Name === slotName);
        if (!slot) throw invalidSlot(slotName);
        this.#state.changeIntent({ state: 'InProgress' });
        this.#hooked = true;
        return { kind: 'elicit slot', slot };
      }
      case 'ConfirmIntent':
        this.#state.changeIntent({ state: 'InProgress', confirmationState: 'None' });
        this.#hooked = true;
        return { kind: 'confirm' };
      case 'Close':
        if (this.#state.session.intent?.state === 'Fulfilled') this.#state.leaveContexts();
        this.#state.ask({ type: 'Close' });
        return undefined;
    }
  }

  #next(state: DialogState | undefined, otherwise: Step): Step {
    if (!state) return otherwise;
    this.#state.override(state);
    const { Type, SlotToElicit } = state.DialogAction ?? {};
    switch (Type) {
      case 'ElicitIntent':
        return { kind: 'elicit intent' };
      case 'StartIntent': {
        const name = state.Intent?.Name ?? this.#state.intent.name;
        const intent = intentOf(this.#context.bot, name);
        if (!intent) throw dependencyFailed(`Invalid Bot Configuration: There is no intent ${name}.`);
        return { kind: 'start', intent, slots: overrides(state) };
      }
      case 'ElicitSlot': {
        const slot = this.#state.definition.Slots?.find(({ Name }) => Name === SlotToElicit);
        if (!slot) throw dependencyFailed(`Invalid Bot Configuration: There is no slot ${SlotToElicit}.`);
        return { kind: 'elicit slot', slot };
      }
      case 'ConfirmIntent':
        return { kind: 'confirm' };
      case 'FulfillIntent':
        return { kind: 'fulfil' };
      case 'CloseIntent':
        return { kind: 'close' };
      case 'EndConversation':
        return { kind: 'end' };
      default:
        return otherwise;
    }
  }

  readonly #random = () => this.#context.ids.random();
}
