import { randomUUID } from 'node:crypto';
import type { TracePosition } from './trace-header.ts';

/** What a subsegment says beside when it was, and where. */
export interface SubsegmentFacts {
  /** A call to one of AWS's services. */
  readonly namespace?: 'aws';
  /** What traces can be searched by. */
  readonly annotations?: Readonly<Record<string, string | boolean>>;
  readonly aws?: Readonly<Record<string, string | number | undefined>>;
  readonly http?: { readonly response: { readonly status: number | undefined } };
  /** The caller's, status 4xx. */
  readonly error?: boolean;
  readonly throttle?: boolean;
  /** Ours. */
  readonly fault?: boolean;
  readonly cause?: Cause;
}

interface Cause {
  readonly exceptions: readonly [{ readonly id: string; readonly type: string; readonly message: string }];
}

/** A piece of work within the segment that Lambda makes for an invocation. */
export class Subsegment {
  readonly position: TracePosition;
  readonly #name: string;
  readonly #within: TracePosition;
  readonly #began = Date.now();

  constructor(name: string, within: TracePosition) {
    this.#name = name;
    this.#within = within;
    this.position = { traceId: within.traceId, parentId: newId() };
  }

  /**
   * The document that X-Ray takes, with seconds since 1970.
   *
   * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html#api-segmentdocuments-subsegments
   */
  end(facts: SubsegmentFacts): Record<string, unknown> {
    return {
      type: 'subsegment',
      name: this.#name,
      id: this.position.parentId,
      trace_id: this.#within.traceId,
      parent_id: this.#within.parentId,
      start_time: this.#began / 1000,
      end_time: Date.now() / 1000,
      ...facts,
    };
  }
}

/** Who is to blame is the caller's to say; what went wrong is the same for all. */
export function causeOf(error: unknown): Cause {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return { exceptions: [{ id: newId(), type: name, message }] };
}

const ID_HEX_DIGITS = 16;

/** 64 bits, hexadecimal: the end of a UUID, for which Node keeps random bytes in stock. */
function newId(): string {
  return randomUUID().replaceAll('-', '').slice(-ID_HEX_DIGITS);
}
