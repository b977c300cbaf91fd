/** Quotas of Step Functions: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */

/** Input or output of a task, a state or an execution, as UTF-8. */
export const MAX_PAYLOAD_BYTES = 262_144;
/** Events in the history of a Standard execution. */
export const MAX_HISTORY_EVENTS = 25_000;
/** A Standard execution, idle or not. */
export const MAX_STANDARD_EXECUTION_SECONDS = 31_536_000;
/** An Express execution. */
export const MAX_EXPRESS_EXECUTION_SECONDS = 300;
export const MAX_DEFINITION_CHARACTERS = 1_048_576;
export const MAX_STATE_NAME_CHARACTERS = 80;
export const MAX_NAME_CHARACTERS = 80;
export const MAX_TAGS = 50;
/** Variables: one Assign field, and all that are in scope. https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
export const MAX_VARIABLE_BYTES = 262_144;
export const MAX_VARIABLES_BYTES_PER_EXECUTION = 10_485_760;
/** How long a closed execution can be described and its history read. */
export const HISTORY_RETENTION_DAYS = 90;
/** How long after its end an execution can be redriven: https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html */
export const REDRIVE_WITHIN_DAYS = 14;
/** `GetActivityTask` answers nothing after that time: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
export const ACTIVITY_POLL_SECONDS = 60;
/** Versions of one state machine: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-version.html */
export const MAX_VERSIONS = 1_000;
/** Largest page of the List operations and of GetExecutionHistory. */
export const MAX_PAGE = 1_000;
/** Page of the List operations and of GetExecutionHistory when `maxResults` is absent or 0. */
export const DEFAULT_PAGE = 100;
