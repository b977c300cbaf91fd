import type { Principal } from '../../../door/principal.ts';
import type { TargetParameters } from '../definition.ts';
import type { Pipe } from '../pipe.ts';

/** One batch for a target. */
export interface Shipment {
  readonly pipe: Pipe;
  readonly parameters: TargetParameters;
  /** The pipe's role. */
  readonly principal: Principal;
  /** Events as they came from the source or the enrichment: what paths in parameters look into. */
  readonly events: readonly unknown[];
  /** The same, in the same order, as the target gets them. */
  readonly inputs: readonly string[];
  /** The same for all calls of one execution. */
  readonly executionId: string;
  readonly traceHeader?: string | undefined;
}

/** How a target took a batch. */
export interface Delivery {
  /** Places in the batch that the target did not take, with the reason. */
  readonly failed?: ReadonlyMap<number, string>;
  /** JSON that a function or a state machine answered: it may name items that failed. */
  readonly response?: string;
}

/** A kind of target. */
export interface TargetKind {
  /** As support lists and errors call it. */
  readonly title: string;
  /** Whether an ARN names such a target; gets the ARN's service and resource part. */
  readonly owns: (service: string, resource: string) => boolean;
  /** The most that it takes at once. */
  readonly batch: number;
  /** Which of the target parameters are its own. */
  readonly parameters?: keyof TargetParameters;
  /** @throws AwsError what the target's service answered; TargetError */
  readonly send: (shipment: Shipment) => Promise<Delivery>;
}

/** A target or an enrichment ran and failed. */
export class TargetError extends Error {
  override readonly name = 'TargetError';
}

export const internalCall = (
  service: string,
  operation: string,
  { principal, traceHeader }: Pick<Shipment, 'principal' | 'traceHeader'>,
) => ({ service, operation, principal, ...(traceHeader ? { traceHeader } : {}) });

/** The batch as functions and state machines get it: a JSON list, also of one. */
export const jsonList = (inputs: readonly string[]): string => `[${inputs.join(',')}]`;
