import type { Clock } from '../../runtime/clock.ts';
import type { Ids } from '../../runtime/ids.ts';
import type { ResourceRecord, ResourceStatus, StackRecord, StackStatus } from './stack-record.ts';
import type { StackStore } from './stack-store.ts';

/** Writes how stacks and resources come along: their records, and an event for each step. */
export class StackRecorder {
  readonly #store: StackStore;
  readonly #clock: Clock;
  readonly #ids: Ids;

  constructor({ store, clock, ids }: { store: StackStore; clock: Clock; ids: Ids }) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
  }

  stack(stack: StackRecord, status: StackStatus, reason?: string): StackRecord {
    const { statusReason: _, ...rest } = stack;
    const next = { ...rest, status, ...(reason === undefined ? {} : { statusReason: reason }) };
    this.#store.put(next);
    this.#event({
      stack,
      logicalId: stack.name,
      physicalId: stack.id,
      type: 'AWS::CloudFormation::Stack',
      status,
      reason,
    });
    return next;
  }

  /** Writes the resource's record and event. */
  resource(stack: StackRecord, resource: ResourceRecord, status: ResourceStatus, reason?: string): ResourceRecord {
    const { statusReason: _, ...rest } = resource;
    const next = {
      ...rest,
      status,
      updatedAt: this.#clock.now(),
      ...(reason === undefined ? {} : { statusReason: reason }),
    };
    this.#store.putResource(next);
    this.resourceEvent(stack, resource, status, reason);
    return next;
  }

  /** Only the event: for a resource that has no record, or one of a successor. */
  resourceEvent(stack: StackRecord, resource: ResourceRecord, status: ResourceStatus, reason?: string): void {
    const { logicalId, physicalId, type } = resource;
    this.#event({ stack, logicalId, physicalId, type, status, reason });
  }

  #event(event: {
    stack: StackRecord;
    logicalId: string;
    physicalId: string | undefined;
    type: string;
    status: StackStatus | ResourceStatus;
    reason: string | undefined;
  }): void {
    const { stack, logicalId, physicalId, type, status, reason } = event;
    this.#store.addEvent({
      eventId: this.#ids.uuid(),
      stackId: stack.id,
      stackName: stack.name,
      logicalId,
      type,
      at: this.#clock.now(),
      status,
      ...(physicalId === undefined ? {} : { physicalId }),
      ...(reason === undefined ? {} : { reason }),
    });
  }
}
