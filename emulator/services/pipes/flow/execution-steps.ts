/** From the least that is logged to the most. */
export const LEVELS = ['OFF', 'ERROR', 'INFO', 'TRACE'] as const;
export type Level = (typeof LEVELS)[number];

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-execution-steps.html */
const STEPS = {
  ExecutionStarted: 'INFO',
  ExecutionSucceeded: 'INFO',
  ExecutionPartiallyFailed: 'ERROR',
  ExecutionFailed: 'ERROR',
  EnrichmentStageEntered: 'INFO',
  EnrichmentStageSucceeded: 'INFO',
  EnrichmentStageFailed: 'ERROR',
  EnrichmentTransformationStarted: 'TRACE',
  EnrichmentTransformationSucceeded: 'TRACE',
  EnrichmentTransformationFailed: 'ERROR',
  EnrichmentInvocationStarted: 'TRACE',
  EnrichmentInvocationSucceeded: 'TRACE',
  EnrichmentInvocationFailed: 'ERROR',
  TargetStageEntered: 'INFO',
  TargetStageSkipped: 'INFO',
  TargetStageSucceeded: 'INFO',
  TargetStagePartiallyFailed: 'ERROR',
  TargetStageFailed: 'ERROR',
  TargetTransformationStarted: 'TRACE',
  TargetTransformationSucceeded: 'TRACE',
  TargetTransformationFailed: 'ERROR',
  TargetInvocationStarted: 'TRACE',
  TargetInvocationSucceeded: 'TRACE',
  TargetInvocationPartiallyFailed: 'ERROR',
  TargetInvocationFailed: 'ERROR',
} as const satisfies Readonly<Record<string, Level>>;

/** A step of an execution, as log records name it. */
export type ExecutionStep = keyof typeof STEPS;

export const levelOf = (step: ExecutionStep): Level => STEPS[step];
