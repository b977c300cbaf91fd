import type { DialogAction } from '@aws-sdk/client-lex-runtime-v2';
import type { Door } from '../../../door/door.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { CodeHook, Conditional, DialogState } from '../definition/dialog-state.ts';
import type { PromptDefinition } from '../definition/messages.ts';
import { dependencyFailed } from '../errors.ts';
import { callHook, type HookOutcome } from './code-hooks.ts';
import { parseCondition } from './condition.ts';
import { conditionScope } from './condition-scope.ts';
import type { Exit } from './exits.ts';
import { goOn } from './go-on.ts';
import { hookEvent, type Input } from './hook-event.ts';
import type { HookResponse } from './hook-response.ts';
import { chooseMessages, choosePrompt } from './message-choice.ts';
import { failureOf, successOf, timeoutOf } from './outcomes.ts';
import { intentOf, type RunningBot } from './running-bot.ts';
import type { Step } from './steps.ts';
import { invalidSlot, overrides, type TurnState } from './turn-state.ts';

export interface TurnContext {
  readonly door: Door;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly bot: RunningBot;
  readonly input: Input;
  readonly traceHeader?: string | undefined;
}

/** The ways between the steps of a dialog: what is said on them, and what the functions that stand there have to say. */
export class Passage {
  readonly #context: TurnContext;
  readonly #state: TurnState;
  /** Whether a function was asked already about the question that comes. */
  #hooked = false;

  constructor(context: TurnContext, state: TurnState) {
    this.#context = context;
    this.#state = state;
  }

  /** Asks the user, after the function that wants to hear of it has let it pass. */
  async prompt(
    action: DialogAction,
    prompt: PromptDefinition | undefined,
    hook: { EnableCodeHookInvocation: boolean; InvocationLabel?: string | undefined } | undefined,
  ): Promise<Step | undefined> {
    if (hook?.EnableCodeHookInvocation && !this.#hooked) {
      this.#hooked = true;
      const outcome = await this.call('DialogCodeHook', action, hook.InvocationLabel);
      if (outcome.kind !== 'answered') throw outcome.error;
      if (outcome.response.sessionState.dialogAction.type !== 'Delegate') return this.obey(outcome.response);
      this.#state.accept(outcome.response);
    }
    this.#state.ask(action);
    if (prompt && !this.#state.suppressed)
      this.#state.say(choosePrompt(prompt, this.#state.session.failedAnswers, this.#state.session, this.#random));
    return undefined;
  }

  /** Says what is to be said and finds out where to go from an element of the dialog. */
  async leave({ response, conditional, nextStep, hook, plainHook, otherwise }: Exit): Promise<Step | undefined> {
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
    return this.leave({ response: Response, nextStep: NextStep, otherwise });
  }

  async #dialogHook(hook: CodeHook | undefined, otherwise: Step): Promise<Step | undefined> {
    const outcome = await this.call('DialogCodeHook', this.#proposal(), hook?.InvocationLabel);
    const after = hook?.PostCodeHookSpecification;
    if (outcome.kind !== 'answered') {
      const exit = outcome.kind === 'failed' ? failureOf(after) : timeoutOf(after);
      if (!exit.response && !exit.nextStep && !exit.conditional) throw outcome.error;
      return this.leave({ ...exit, otherwise: { kind: 'end' } });
    }
    if (outcome.response.sessionState.dialogAction.type !== 'Delegate') return this.obey(outcome.response);
    const before = this.#state.session.intent?.name;
    this.#state.accept(outcome.response);
    if (this.#state.session.intent?.name !== before) return { kind: 'go on' };
    return this.leave({ ...successOf(after), otherwise });
  }

  /** What would come next if no function said otherwise. */
  #proposal(): DialogAction {
    const step = goOn(this.#state);
    if (step.kind === 'elicit slot') return { type: 'ElicitSlot', slotToElicit: step.slot.Name };
    return step.kind === 'confirm' ? { type: 'ConfirmIntent' } : { type: 'Close' };
  }

  /** Calls the function of the bot. */
  call(
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
  obey(response: HookResponse): Step | undefined {
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
