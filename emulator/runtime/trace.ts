/** A call that passed the door, from the wire or from within. */
export interface CallTrace {
  readonly kind: 'call';
  readonly at: number;
  readonly durationMilliseconds: number;
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly principal: string;
  /** `X-Amzn-Trace-Id` root that the call belongs to, when it has one. */
  readonly traceId?: string | undefined;
  /** AWS error code, when the call was refused or failed. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** A Step Functions execution that started or ended. */
export interface ExecutionTrace {
  readonly kind: 'execution';
  readonly at: number;
  readonly executionArn: string;
  readonly stateMachineName: string;
  readonly name: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  readonly durationMilliseconds: number;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** An event that a bus took, and what each of its rules made of it. */
export interface EventTrace {
  readonly kind: 'event';
  readonly at: number;
  readonly eventId: string;
  readonly bus: string;
  readonly source: string;
  readonly detailType: string;
  readonly matched: readonly string[];
}

/** One try to hand something over: an event to a target, a message to a subscriber, an asynchronous invocation. */
export interface DeliveryTrace {
  readonly kind: 'delivery';
  readonly at: number;
  readonly from: string;
  readonly to: string;
  /** The event that is handed over, when it is one of a bus. */
  readonly eventId?: string;
  readonly attempt: number;
  readonly outcome: 'delivered' | 'retrying' | 'dead-lettered' | 'dropped';
  readonly reason?: string;
}

/** A line that a function printed. */
export interface LogTrace {
  readonly kind: 'log';
  readonly at: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly message: string;
}

/** Something that happened on a WebSocket connection. */
export interface SocketTrace {
  readonly kind: 'socket';
  readonly at: number;
  readonly apiId: string;
  readonly stage: string;
  readonly connectionId: string;
  /** `refused`: the handshake failed. `failed`: a message's integration did. */
  readonly happened: 'connected' | 'refused' | 'received' | 'sent' | 'failed' | 'disconnected';
  readonly routeKey?: string;
  /** Length of the message. */
  readonly bytes?: number;
  /** How the message begins; never anything of a handshake, which may carry a token. */
  readonly preview?: string;
  /** HTTP status of a refusal, close code of an end. */
  readonly status?: number;
  readonly reason?: string;
}

/** Something that went wrong inside the emulator itself, not in what it runs. */
export interface FaultTrace {
  readonly kind: 'fault';
  readonly at: number;
  readonly where: string;
  readonly error: unknown;
}

export type TraceRecord = CallTrace | ExecutionTrace | EventTrace | DeliveryTrace | LogTrace | SocketTrace | FaultTrace;

const KEPT_RECORDS = 5_000;

/** What happened, as the terminal, the console and the tests read it. */
export class Trace {
  readonly #records: TraceRecord[] = [];
  /** Replaced, never changed: a listener may come or go while the others are told. */
  #listeners: readonly ((record: TraceRecord) => void)[] = [];

  record(record: TraceRecord): void {
    this.#records.push(record);
    if (this.#records.length > 2 * KEPT_RECORDS) this.#records.splice(0, KEPT_RECORDS);
    for (const listener of this.#listeners) listener(record);
  }

  /** The newest records, oldest first. */
  recent(): readonly TraceRecord[] {
    return this.#records.slice(-KEPT_RECORDS);
  }

  /** Calls `listener` with each further record until the answer is called. */
  subscribe(listener: (record: TraceRecord) => void): () => void {
    // One of its own: whoever subscribes twice is told twice, and leaves once.
    const told = (record: TraceRecord) => listener(record);
    this.#listeners = [...this.#listeners, told];
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== told);
    };
  }
}
