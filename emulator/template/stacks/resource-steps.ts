import { DeployError, DeploymentStopped } from '../deploy-error.ts';
import type { DeletionPolicy } from '../language/template.ts';
import type { Deployed } from '../resource-type.ts';
import type { ResourceAction } from './resource-change.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';
import type { StackTask } from './stack-task.ts';

/** What one step starts from and what it is to reach. */
export interface ResourceGoal {
  readonly before: ResourceRecord | undefined;
  readonly target: ResourceRecord;
  /** What becomes of the old resource when there is a new one. */
  readonly replacePolicy: DeletionPolicy;
}

/** Makes, changes and replaces the resources of a stack, and remembers how to take that back. */
export class ResourceSteps {
  readonly #stack: StackRecord;
  readonly #task: StackTask;
  readonly #deployed: Map<string, ResourceRecord>;
  readonly #undo: { readonly record: ResourceRecord; readonly back: () => Promise<void> }[] = [];

  /** @param deployed records by logical id, kept up to date */
  constructor(stack: StackRecord, task: StackTask, deployed: Map<string, ResourceRecord>) {
    this.#stack = stack;
    this.#task = task;
    this.#deployed = deployed;
  }

  /** @throws DeployError when the resource's type refuses; nothing of this step is left then */
  async take(action: Exclude<ResourceAction, 'none'>, goal: ResourceGoal): Promise<void> {
    const { before } = goal;
    if (!before || action === 'create') await this.#create(goal);
    else if (action === 'replace') await this.#replace(before, goal);
    else await this.#update(before, goal);
  }

  /** @returns what could not be taken back, and why */
  async undoAll(): Promise<string[]> {
    const { listener, engine } = this.#task;
    const troubles: string[] = [];
    for (const { record, back } of this.#undo.reverse()) {
      const { logicalId, type } = record;
      listener.resource({ stackName: this.#stack.name, logicalId, type, action: 'roll back' });
      await back().catch((error) => {
        const { message } = DeployError.of(error, this.#stack.name, record);
        troubles.push(message);
        listener.note({ stackName: this.#stack.name, logicalId, message: `rolling back failed: ${message}` });
      });
    }
    // A resource whose creation failed was never there.
    for (const record of engine.store.resources(this.#stack.id))
      if (record.physicalId === undefined) engine.store.deleteResource(record.stackId, record.logicalId);
    return troubles;
  }

  async #create({ before, target }: ResourceGoal): Promise<void> {
    const { driver, recorder, store } = this.#task.engine;
    const { assets } = this.#task.input;
    const { physicalId: _, ...fresh } = target;
    recorder.resource(this.#stack, fresh, 'CREATE_IN_PROGRESS');
    const wasInterrupted = before?.status === 'CREATE_IN_PROGRESS';
    const made = await this.#orFail(fresh, 'CREATE_FAILED', () =>
      driver.create(fresh, this.#stack, assets).catch((error) => {
        throw wasInterrupted && !(error instanceof DeploymentStopped) ? new InterruptedCreation(error) : error;
      }),
    );
    const record = this.#record(fresh, made, 'CREATE_COMPLETE');
    const back = async () => {
      recorder.resource(this.#stack, record, 'DELETE_IN_PROGRESS');
      await driver.delete(record, this.#stack, assets);
      recorder.resourceEvent(this.#stack, record, 'DELETE_COMPLETE');
      store.deleteResource(record.stackId, record.logicalId);
    };
    this.#undo.push({ record, back });
  }

  async #update(before: ResourceRecord, { target, replacePolicy }: ResourceGoal): Promise<void> {
    const { driver, recorder, store } = this.#task.engine;
    const { assets } = this.#task.input;
    // The new properties are not on record before they are reached: an update that was killed halfway is repeated.
    recorder.resourceEvent(this.#stack, before, 'UPDATE_IN_PROGRESS');
    const made = await this.#orFail(before, 'UPDATE_FAILED', () =>
      driver.update(target, before.properties, this.#stack, assets),
    );
    if (made.physicalId !== before.physicalId) {
      this.#succeed({ ...before, deletionPolicy: replacePolicy }, nextGeneration(target), made, before);
      return;
    }
    const record = this.#record(target, made, 'UPDATE_COMPLETE');
    const back = async () => {
      await driver.update(before, record.properties, this.#stack, assets);
      recorder.resourceEvent(this.#stack, before, 'UPDATE_COMPLETE');
      store.putResource(before);
    };
    this.#undo.push({ record, back });
  }

  async #replace(before: ResourceRecord, { target, replacePolicy }: ResourceGoal): Promise<void> {
    const { driver, recorder } = this.#task.engine;
    const { physicalId: _, ...fresh } = nextGeneration(target);
    const reason = 'Requested update requires the creation of a new physical resource; hence creating one.';
    recorder.resourceEvent(this.#stack, before, 'UPDATE_IN_PROGRESS', reason);
    const made = await this.#orFail(before, 'UPDATE_FAILED', () =>
      driver.create(fresh, this.#stack, this.#task.input.assets).catch((error) => {
        throw new FailedReplacement(error, before);
      }),
    );
    this.#succeed({ ...before, deletionPolicy: replacePolicy }, fresh, made, before);
  }

  /** Puts a new physical resource in the place of the old one, which waits for the cleanup. */
  #succeed(old: ResourceRecord, target: ResourceRecord, made: Deployed, before: ResourceRecord): void {
    const { driver, recorder, store } = this.#task.engine;
    const isSame = made.physicalId === before.physicalId;
    const record = store.transaction(() => {
      if (!isSame) store.putLeftover(old);
      return this.#record(target, made, 'UPDATE_COMPLETE');
    });
    const back = async () => {
      if (!isSame) await driver.delete(record, this.#stack, this.#task.input.assets);
      recorder.resourceEvent(this.#stack, before, 'UPDATE_COMPLETE');
      store.transaction(() => {
        store.deleteLeftover(old);
        store.putResource(before);
      });
    };
    this.#undo.push({ record, back });
  }

  #record(target: ResourceRecord, made: Deployed, status: 'CREATE_COMPLETE' | 'UPDATE_COMPLETE'): ResourceRecord {
    const { physicalId, attributes } = made;
    const record = this.#task.engine.recorder.resource(this.#stack, { ...target, physicalId, attributes }, status);
    this.#deployed.set(record.logicalId, record);
    return record;
  }

  async #orFail<T>(
    record: ResourceRecord,
    status: 'CREATE_FAILED' | 'UPDATE_FAILED',
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      // It stays on record as under way, and the next start takes it up.
      if (error instanceof DeploymentStopped) throw error;
      const failure = DeployError.of(error, this.#stack.name, record);
      const { recorder } = this.#task.engine;
      if (status === 'CREATE_FAILED') recorder.resource(this.#stack, record, status, failure.reason);
      else recorder.resourceEvent(this.#stack, record, status, failure.reason);
      throw failure;
    }
  }
}

const nextGeneration = (record: ResourceRecord): ResourceRecord => ({ ...record, generation: record.generation + 1 });

/** A creation that an earlier run had begun and that fails now, most likely because it had succeeded unrecorded. */
class InterruptedCreation extends Error {
  override readonly name = 'InterruptedCreation';

  constructor(cause: Error) {
    const advice = 'it was being created when an earlier run was killed; "npm run reset" wipes the local state';
    super(`${cause.name}: ${cause.message} (${advice})`, { cause });
  }
}

/** A replacement that failed: with a name of its own in the template, the new resource collides with the old one. */
class FailedReplacement extends Error {
  override readonly name = 'FailedReplacement';

  constructor(cause: Error, { physicalId = '', properties }: ResourceRecord) {
    const advice = Object.values(properties).includes(physicalId)
      ? `CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename ${physicalId} and update the stack again.`
      : 'The resource had to be replaced, and the new one could not be created.';
    super(`${advice} (${cause.name}: ${cause.message})`, { cause });
  }
}
