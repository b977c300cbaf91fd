import type { CodeHook, Conditional, DialogState } from '../definition/dialog-state.ts';
import type { IntentDefinition } from '../definition/intent.ts';
import type { ResponseDefinition } from '../definition/messages.ts';
import type { SlotDefinition } from '../definition/slot.ts';
import type { Step } from './steps.ts';

/** What follows an element of a dialog: words, a branch, a function, a step. */
export interface Exit {
  readonly response?: ResponseDefinition | undefined;
  readonly conditional?: Conditional | undefined;
  readonly nextStep?: DialogState | undefined;
  readonly hook?: CodeHook | undefined;
  /** Where the function is called only because the intent as a whole has one. */
  readonly plainHook?: boolean | undefined;
  readonly otherwise: Step;
}

export function initialExit({ InitialResponseSetting: setting }: IntentDefinition): Exit {
  return {
    response: setting?.InitialResponse,
    conditional: setting?.Conditional,
    nextStep: setting?.NextStep,
    hook: setting?.CodeHook,
    plainHook: true,
    otherwise: { kind: 'go on' },
  };
}

export function capturedExit({ ValueElicitationSetting: { SlotCaptureSetting: setting } }: SlotDefinition): Exit {
  return {
    response: setting?.CaptureResponse,
    conditional: setting?.CaptureConditional,
    nextStep: setting?.CaptureNextStep,
    hook: setting?.CodeHook,
    plainHook: true,
    otherwise: { kind: 'go on' },
  };
}

export function slotFailedExit({ ValueElicitationSetting: { SlotCaptureSetting: setting } }: SlotDefinition): Exit {
  return {
    response: setting?.FailureResponse,
    conditional: setting?.FailureConditional,
    nextStep: setting?.FailureNextStep,
    otherwise: { kind: 'fall back' },
  };
}

export function confirmedExit({ IntentConfirmationSetting: setting }: IntentDefinition): Exit {
  return {
    response: setting?.ConfirmationResponse,
    conditional: setting?.ConfirmationConditional,
    nextStep: setting?.ConfirmationNextStep,
    hook: setting?.CodeHook,
    plainHook: true,
    otherwise: { kind: 'go on' },
  };
}

export function declinedExit({ IntentConfirmationSetting: setting }: IntentDefinition): Exit {
  return {
    response: setting?.DeclinationResponse,
    conditional: setting?.DeclinationConditional,
    nextStep: setting?.DeclinationNextStep,
    otherwise: { kind: 'end' },
  };
}

export function confirmationFailedExit({ IntentConfirmationSetting: setting }: IntentDefinition): Exit {
  return {
    response: setting?.FailureResponse,
    conditional: setting?.FailureConditional,
    nextStep: setting?.FailureNextStep,
    otherwise: { kind: 'fall back' },
  };
}

export function closingExit({ IntentClosingSetting: setting }: IntentDefinition): Exit {
  return {
    response: setting?.ClosingResponse,
    conditional: setting?.Conditional,
    nextStep: setting?.NextStep,
    otherwise: { kind: 'end' },
  };
}
