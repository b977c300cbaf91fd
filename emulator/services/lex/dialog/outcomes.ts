import type { CodeHook } from '../definition/dialog-state.ts';

/** What follows something that went well, went wrong or took too long. */
export type Outcomes = CodeHook['PostCodeHookSpecification'];

export const successOf = (outcomes: Outcomes | undefined) => ({
  response: outcomes?.SuccessResponse,
  nextStep: outcomes?.SuccessNextStep,
  conditional: outcomes?.SuccessConditional,
});

export const failureOf = (outcomes: Outcomes | undefined) => ({
  response: outcomes?.FailureResponse,
  nextStep: outcomes?.FailureNextStep,
  conditional: outcomes?.FailureConditional,
});

export const timeoutOf = (outcomes: Outcomes | undefined) => ({
  response: outcomes?.TimeoutResponse,
  nextStep: outcomes?.TimeoutNextStep,
  conditional: outcomes?.TimeoutConditional,
});
