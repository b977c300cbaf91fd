import type { Principal } from './principal.ts';

/** One thing that policies must allow before an operation runs. */
export interface Access {
  /** IAM action, for example `s3:GetObject`. */
  readonly action: string;
  /** ARN of what is acted on; `*` where the action has no resource type. */
  readonly resource: string;
  /** Values of service condition keys, for example `{'dynamodb:LeadingKeys': ['a']}`. Global keys are filled by the door. */
  readonly conditions?: Readonly<Record<string, readonly string[]>>;
  /** The policy attached to the resource itself (queue, topic, bucket, function, bus), when it has one. */
  readonly resourcePolicy?: unknown;
}

/** What the wire knows about a call; absent when the call comes from within. */
export interface HttpContext {
  readonly method: string;
  /** Path and query as received. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly sourceIp: string;
}

/** The circumstances of one call, handed to the operation beside its input. */
export interface Call {
  /** The request id that the answer carries. */
  readonly requestId: string;
  readonly service: string;
  readonly operation: string;
  readonly principal: Principal;
  /** `X-Amzn-Trace-Id` of the caller, to be passed on by whatever this call starts. */
  readonly traceHeader?: string | undefined;
  /** Aborted when the client has gone away or the emulator stops: a long poll ends then. */
  readonly signal: AbortSignal;
  readonly http?: HttpContext;
}

/**
 * One operation of a service. `I` and `O` are the SDK's own input and output types; the wire layer has already turned
 * the request into `I` by the SDK's schema (blobs are bytes, timestamps are Dates, unknown members are gone).
 */
export interface Operation<I, O> {
  /** The SDK's name, for example `PutItem`. */
  readonly name: string;
  /** What policies must allow for this input. An empty list means that the operation needs no permission. */
  readonly access: (input: I, call: Call) => readonly Access[];
  readonly run: (input: I, call: Call) => O | Promise<O>;
  /** Set for what services of the emulator ask of each other and no API of AWS has. */
  readonly internal?: true;
}

/** An operation of any service, as the door keeps it. */
export type AnyOperation = Operation<never, unknown>;

/** Declares an operation; it only fixes the types, so that a file reads `export const putItem = (deps) => operation<…>({…})`. */
export function operation<I, O>(definition: Operation<I, O>): Operation<I, O> {
  return definition;
}
