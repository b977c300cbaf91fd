import type { Principal } from '../../../door/principal.ts';
import type { BusEvent } from '../events/event.ts';
import type { Rule, RuleTarget } from '../state/model.ts';

/** One hand-over to a target. */
export interface Shipment {
  readonly rule: Rule;
  readonly target: RuleTarget;
  readonly event: BusEvent;
  /** What the target gets: the event, or what its input settings make of it. */
  readonly input: string;
  /** The same for all tries of one delivery, so that a target can tell a repetition. */
  readonly deliveryId: string;
  /** The target's role, or EventBridge acting for the rule. */
  readonly principal: Principal;
}

/** A kind of target. */
export interface TargetKind {
  /** As support lists and errors call it: `Step Functions state machine`. */
  readonly title: string;
  /** Whether an ARN names such a target; gets the ARN's service and resource part. */
  readonly owns: (service: string, resource: string) => boolean;
  /** Whether the target must name a role to act as. */
  readonly needsRole?: boolean;
  /** Deliveries that may take long wait in a queue of their own. */
  readonly lane?: 'http';
  /** @throws AwsError what the target's service answered */
  readonly send: (shipment: Shipment) => Promise<unknown>;
}
