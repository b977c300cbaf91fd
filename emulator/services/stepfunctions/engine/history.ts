import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';

/** Details of an event, by their names in the API; texts of JSON stay texts. */
export type EventDetails = Readonly<Record<string, unknown>>;

/** An event as it is kept: its id is its place in the history. */
export type StoredEvent = readonly [
  type: HistoryEventType,
  previousEventId: number,
  /** Epoch milliseconds. */
  at: number,
  details: EventDetails | undefined,
];

/** Events of a history with the id of the first. */
export interface EventChunk {
  readonly first: number;
  readonly events: readonly StoredEvent[];
}

/** Members that hold data of the execution, left out when `includeExecutionData` is false. */
const EXECUTION_DATA = ['input', 'output', 'parameters', 'assignedVariables', 'error', 'cause'] as const;

/**
 * Members that have a companion `<name>Details`, which says whether the text was cut.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEventExecutionDataDetails.html
 */
const WITH_DATA_DETAILS = ['input', 'output', 'assignedVariables'] as const;

/** An event as GetExecutionHistory reports it. */
export function toHistoryEvent(id: number, event: StoredEvent, includeExecutionData = true): HistoryEvent {
  const [type, previousEventId, at, details] = event;
  const base = { timestamp: new Date(at), type, id, previousEventId };
  return details ? { ...base, [detailsMember(type)]: reported(details, includeExecutionData) } : base;
}

function reported(details: EventDetails, includeExecutionData: boolean): EventDetails {
  const result: Record<string, unknown> = { ...details };
  for (const member of WITH_DATA_DETAILS) {
    if (result[member] !== undefined) result[`${member}Details`] = { truncated: false };
  }
  if (!includeExecutionData) for (const member of EXECUTION_DATA) delete result[member];
  return result;
}

/** `PassStateEntered` → `stateEnteredEventDetails`, `TaskFailed` → `taskFailedEventDetails`. */
export function detailsMember(type: HistoryEventType): string {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
}
