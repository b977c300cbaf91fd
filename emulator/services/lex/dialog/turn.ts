import type { DialogAction, Message } from '@aws-sdk/client-lex-runtime-v2';
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
import { givenContext, withOutputContexts } from './contexts.ts';
import { hookEvent, type Input } from './hook-event.ts';
import type { HookIntent, HookResponse } from './hook-response.ts';
import { hookMessages, hookSlots } from './hook-values.ts';
import { chooseMessages, choosePrompt } from './message-choice.ts';
import { fallbackOf, intentOf, type RunningBot } from './running-bot.ts';
import type { IntentInSession, Session } from './session.ts';
import { givenValue, missingSlots, slotStates, withDefaults } from './slot-values.ts';
import type { Step } from './steps.ts';

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
  #session: Session;
  #messages: Message[] = [];
  #suppressed = false;
  #fulfilled = false;
  #hooked = false;
  #requestAttributes: Readonly<Record<string, string>>;

  constructor(context: TurnContext, session: Session) {
    this.#context = context;
    this.#session = { ...session, messages: [] };
    this.#requestAttributes = context.input.requestAttributes;
  }

  /** The session after the turn. */
  get session(): Session {
    return { ...this.#session, messages: this.#messages };
  }

  get requestAttributes(): Readonly<Record<string, string>> {
    return this.#requestAttributes;
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

  /** Does what a function or PutSession asks for; their own messages come first. */
  async follow(response: HookResponse): Promise<void> {
    const step = this.#obey(response);
    if (step) await this.run(step);
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
    const filled = withDefaults(intent, { ...slotStates(intent, {}), ...slots }, this.#session);
    this.#change({ intent: { name: intent.Name, slots: filled, state: 'InProgress', confirmationState: 'None' } });
    this.#lead(intent.Name);
    this.#ask(undefined);
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
    this.#ask(undefined);
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
    this.#changeIntent({ state: 'Failed' });
    this.#ask(undefined);
    return this.#leave({
      response: setting?.FailureResponse,
      conditional: setting?.FailureConditional,
      nextStep: setting?.FailureNextStep,
      otherwise: { kind: 'fall back' },
    });
  }

  #askAgain(): Step {
    const { dialogAction, failedAnswers } = this.#session;
    if (dialogAction?.type === 'ConfirmIntent') {
      const { MaxRetries = 0 } = this.#definition.IntentConfirmationSetting?.PromptSpecification ?? {};
      return { kind: failedAnswers > MaxRetries ? 'confirmation failed' : 'confirm' };
    }
    const slot = this.#definition.Slots?.find(({ Name }) => Name === dialogAction?.slotToElicit);
    if (!slot) return { kind: 'fall back' };
    const { MaxRetries = 0 } = slot.ValueElicitationSetting.PromptSpecification ?? {};
    return failedAnswers > MaxRetries ? { kind: 'slot failed', slot } : { kind: 'elicit slot', slot };
  }

  #goOn(): Step {
    const definition = this.#definition;
    const [missing] = missingSlots(definition, this.#intent.slots);
    if (missing) return { kind: 'elicit slot', slot: missing };
    const { IsActive = true, PromptSpecification } = definition.IntentConfirmationSetting ?? {};
    const unconfirmed = this.#intent.confirmationState === 'None';
    return { kind: IsActive && PromptSpecification && unconfirmed ? 'confirm' : 'fulfil' };
  }

  async #elicitSlot(slot: SlotDefinition): Promise<Step | undefined> {
    const { PromptSpecification, SlotCaptureSetting } = slot.ValueElicitationSetting;
    const action: DialogAction = { type: 'ElicitSlot', slotToElicit: slot.Name };
    return this.#prompt(action, PromptSpecification, SlotCaptureSetting?.ElicitationCodeHook);
  }

  async #confirm(): Promise<Step | undefined> {
    const { PromptSpecification, ElicitationCodeHook } = this.#definition.IntentConfirmationSetting ?? {};
    return this.#prompt({ type: 'ConfirmIntent' }, PromptSpecification, ElicitationCodeHook);
  }

  #confirmed(): Promise<Step | undefined> {
    const setting = this.#definition.IntentConfirmationSetting;
    this.#changeIntent({ confirmationState: 'Confirmed' });
    this.#ask(undefined);
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
    const setting = this.#definition.IntentConfirmationSetting;
    this.#changeIntent({ confirmationState: 'Denied', state: 'Failed' });
    return this.#leave({
      response: setting?.DeclinationResponse,
      conditional: setting?.DeclinationConditional,
      nextStep: setting?.DeclinationNextStep,
      otherwise: { kind: 'end' },
    });
  }

  #confirmationFailed(): Promise<Step | undefined> {
    const setting = this.#definition.IntentConfirmationSetting;
    this.#changeIntent({ state: 'Failed' });
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
    } = this.#definition.FulfillmentCodeHook ?? {};
    this.#changeIntent({ state: 'ReadyForFulfillment' });
    this.#ask(undefined);
    if (!Enabled || !IsActive) {
      if (!after || !IsActive) return { kind: 'close' };
      this.#changeIntent({ state: 'Fulfilled' });
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
      this.#changeIntent({ state: 'Failed' });
      return this.#leave({ ...exit, otherwise: { kind: 'end' } });
    }
    const step = this.#obey(outcome.response);
    const silent = (outcome.response.messages ?? []).length === 0;
    if (outcome.response.sessionState.dialogAction.type !== 'Close' || !silent) return step;
    if (this.#intent.state === 'Failed') return this.#leave({ ...failureOf(after), otherwise: { kind: 'end' } });
    return this.#leave({ ...successOf(after), otherwise: { kind: 'close' } });
  }

  async #close(): Promise<Step | undefined> {
    const setting = this.#definition.IntentClosingSetting;
    const done = this.#intent.state === 'Fulfilled' || this.#intent.state === 'ReadyForFulfillment';
    if (done) this.#leaveContexts();
    if (!done || setting?.IsActive === false) return { kind: 'end' };
    return this.#leave({
      response: setting?.ClosingResponse,
      conditional: setting?.Conditional,
      nextStep: setting?.NextStep,
      otherwise: { kind: 'end' },
    });
  }

  #elicitIntent(): undefined {
    this.#change({ intent: undefined });
    this.#ask({ type: 'ElicitIntent' });
  }

  #end(): undefined {
    this.#ask({ type: 'Close' });
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
      this.#accept(outcome.response);
    }
    this.#ask(action);
    if (prompt && !this.#suppressed)
      this.#say(choosePrompt(prompt, this.#session.failedAnswers, this.#session, this.#random));
    return undefined;
  }

  /** Says what is to be said and finds out where to go from an element of the dialog. */
  async #leave({ response, conditional, nextStep, hook, plainHook, otherwise }: Exit): Promise<Step | undefined> {
    if (response) this.#say(chooseMessages(response.MessageGroupsList, this.#session, this.#random));
    if (conditional?.IsActive) return this.#branch(conditional, otherwise);
    const active = hook?.IsActive && hook.EnableCodeHookInvocation;
    const asIntent = plainHook && !hook && this.#definition.DialogCodeHook?.Enabled;
    const wanted = !nextStep?.DialogAction || nextStep.DialogAction.Type === 'InvokeDialogCodeHook';
    if ((active || asIntent) && wanted) {
      if (nextStep) this.#override(nextStep);
      return this.#dialogHook(hook, otherwise);
    }
    return this.#next(nextStep, otherwise);
  }

  async #branch({ ConditionalBranches, DefaultBranch }: Conditional, otherwise: Step): Promise<Step | undefined> {
    const scope = conditionScope(this.#session);
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
    const before = this.#session.intent?.name;
    this.#accept(outcome.response);
    if (this.#session.intent?.name !== before) return { kind: 'go on' };
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
    const turn = { ...input, requestAttributes: this.#requestAttributes };
    const event = hookEvent(bot, this.#session, turn, { source, proposed, invocationLabel, now: clock.now() });
    return callHook(this.#context, bot, event, traceHeader);
  }

  /** Takes over what a function says of the session, and says what it says to the user. */
  #accept({ sessionState, messages, requestAttributes }: HookResponse): void {
    const { sessionAttributes, activeContexts, intent } = sessionState;
    const now = this.#context.clock.now();
    if (sessionAttributes) this.#change({ sessionAttributes });
    if (activeContexts) {
      const contexts = activeContexts.map(({ contextAttributes, ...context }) =>
        givenContext({ ...context, contextAttributes: contextAttributes ?? {} }, now),
      );
      this.#change({ activeContexts: contexts });
    }
    if (requestAttributes) this.#requestAttributes = requestAttributes;
    if (intent) this.#takeIntent(intent);
    if (messages) this.#say(hookMessages(messages));
  }

  #takeIntent({ name, slots, state, confirmationState }: HookIntent): void {
    const definition = intentOf(this.#context.bot, name);
    if (!definition)
      throw dependencyFailed(`Invalid Lambda Response: Lambda response provided invalid intent name: ${name}`);
    const known = new Set((definition.Slots ?? []).map((slot) => slot.Name));
    for (const slot of Object.keys(slots ?? {})) if (!known.has(slot)) throw invalidSlot(slot);
    const current = this.#session.intent?.name === name ? this.#session.intent : undefined;
    this.#change({
      intent: {
        name,
        slots: slots
          ? { ...slotStates(definition, {}), ...hookSlots(slots) }
          : (current?.slots ?? slotStates(definition, {})),
        state: state ?? current?.state ?? 'InProgress',
        confirmationState: confirmationState ?? current?.confirmationState ?? 'None',
      },
    });
    this.#lead(name);
  }

  /** Does what a function answered. */
  #obey(response: HookResponse): Step | undefined {
    const { dialogAction } = response.sessionState;
    this.#accept(response);
    this.#suppressed ||= (response.messages ?? []).length > 0;
    const slotName = dialogAction.slotToElicit ?? undefined;
    switch (dialogAction.type) {
      case 'Delegate':
        return { kind: 'go on' };
      case 'ElicitIntent':
        if (!response.sessionState.intent) this.#change({ intent: undefined });
        this.#ask({ type: 'ElicitIntent' });
        return undefined;
      case 'ElicitSlot': {
        const slot = this.#definition.Slots?.find(({ Name }) => Name === slotName);
        if (!slot) throw invalidSlot(slotName);
        this.#changeIntent({ state: 'InProgress' });
        this.#hooked = true;
        return { kind: 'elicit slot', slot };
      }
      case 'ConfirmIntent':
        this.#changeIntent({ state: 'InProgress', confirmationState: 'None' });
        this.#hooked = true;
        return { kind: 'confirm' };
      case 'Close':
        if (this.#session.intent?.state === 'Fulfilled') this.#leaveContexts();
        this.#ask({ type: 'Close' });
        return undefined;
    }
  }

  #next(state: DialogState | undefined, otherwise: Step): Step {
    if (!state) return otherwise;
    this.#override(state);
    const { Type, SlotToElicit } = state.DialogAction ?? {};
    switch (Type) {
      case 'ElicitIntent':
        return { kind: 'elicit intent' };
      case 'StartIntent': {
        const name = state.Intent?.Name ?? this.#intent.name;
        const intent = intentOf(this.#context.bot, name);
        if (!intent) throw dependencyFailed(`Invalid Bot Configuration: There is no intent ${name}.`);
        return { kind: 'start', intent, slots: overrides(state) };
      }
      case 'ElicitSlot': {
        const slot = this.#definition.Slots?.find(({ Name }) => Name === SlotToElicit);
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

  /** Slots and attributes that a step sets on its way. */
  #override(state: DialogState): void {
    const attributes = (state.SessionAttributes ?? []).map(({ Key, Value = '' }) => [Key, Value]);
    this.#change({ sessionAttributes: { ...this.#session.sessionAttributes, ...Object.fromEntries(attributes) } });
    if (state.DialogAction?.SuppressNextMessage) this.#suppressed = true;
    const ofCurrent = state.Intent?.Name === undefined || state.Intent.Name === this.#session.intent?.name;
    if (state.Intent && ofCurrent) this.#changeIntent({ slots: { ...this.#intent.slots, ...overrides(state) } });
  }

  #leaveContexts(): void {
    this.#change({ activeContexts: withOutputContexts(this.#definition, this.#session, this.#context.clock.now()) });
  }

  /** The intent at work is the first of the interpretations. */
  #lead(name: string): void {
    const { interpretations, intent } = this.#session;
    const found = interpretations.find((interpretation) => interpretation.intent.name === name);
    const first = found ?? (intent ? { intent } : undefined);
    if (first) this.#change({ interpretations: [first, ...interpretations.filter((other) => other !== found)] });
  }

  get #intent(): IntentInSession {
    const { intent } = this.#session;
    if (!intent) throw dependencyFailed('Invalid Lambda Response: sessionState.intent is missing.');
    return intent;
  }

  get #definition(): IntentDefinition {
    return intentOf(this.#context.bot, this.#intent.name) ?? fallbackOf(this.#context.bot);
  }

  /** What the user is asked for; a new question has no failed answers yet. */
  #ask(action: DialogAction | undefined): void {
    const same =
      action?.type === this.#session.dialogAction?.type &&
      action?.slotToElicit === this.#session.dialogAction?.slotToElicit;
    this.#change({ dialogAction: action, ...(same ? {} : { failedAnswers: 0 }) });
  }

  #say(messages: readonly Message[]): void {
    this.#messages.push(...messages);
  }

  #change(change: Partial<Session>): void {
    this.#session = { ...this.#session, ...change };
  }

  #changeIntent(change: Partial<IntentInSession>): void {
    this.#change({ intent: { ...this.#intent, ...change } });
  }

  readonly #random = () => this.#context.ids.random();
}

type Outcomes = CodeHook['PostCodeHookSpecification'];

const successOf = (outcomes: Outcomes | undefined) => ({
  response: outcomes?.SuccessResponse,
  nextStep: outcomes?.SuccessNextStep,
  conditional: outcomes?.SuccessConditional,
});

const failureOf = (outcomes: Outcomes | undefined) => ({
  response: outcomes?.FailureResponse,
  nextStep: outcomes?.FailureNextStep,
  conditional: outcomes?.FailureConditional,
});

const timeoutOf = (outcomes: Outcomes | undefined) => ({
  response: outcomes?.TimeoutResponse,
  nextStep: outcomes?.TimeoutNextStep,
  conditional: outcomes?.TimeoutConditional,
});

const overrides = ({ Intent }: DialogState): IntentInSession['slots'] =>
  Object.fromEntries(
    (Intent?.Slots ?? []).flatMap(({ SlotName, SlotValueOverride }) => {
      const text = SlotValueOverride?.Value?.InterpretedValue;
      return SlotName === undefined ? [] : [[SlotName, text === undefined ? null : givenValue(text)]];
    }),
  );

const invalidSlot = (name: string | undefined) =>
  dependencyFailed(`Invalid Lambda Response: Lambda response provided invalid slot name: ${name ?? null}`);
