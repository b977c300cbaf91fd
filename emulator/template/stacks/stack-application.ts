import { DeployError, DeploymentStopped } from '../deploy-error.ts';
import { TemplateError } from '../language/errors.ts';
import type { Template } from '../language/template.ts';
import { removeResources } from './remove-resources.ts';
import { resourceAction } from './resource-change.ts';
import { ResourceSteps } from './resource-steps.ts';
import { describedStack } from './stack-description.ts';
import type { StackEvaluation } from './stack-evaluation.ts';
import { checkExports, exportValues } from './stack-exports.ts';
import type { ResourceRecord, StackOutput, StackRecord, StackStatus } from './stack-record.ts';
import type { StackTask } from './stack-task.ts';

/** What became of a stack. */
export type StackOutcome = 'created' | 'updated' | 'unchanged';

/** One creation or update of a stack under way. */
export class StackApplication {
  #stack: StackRecord;
  readonly #task: StackTask;
  readonly #template: Template;
  readonly #deployed: Map<string, ResourceRecord>;
  readonly #steps: ResourceSteps;
  readonly #isCreation: boolean;

  constructor(stack: StackRecord, task: StackTask, template: Template, deployed: Map<string, ResourceRecord>) {
    this.#stack = stack;
    this.#task = task;
    this.#template = template;
    this.#deployed = deployed;
    this.#steps = new ResourceSteps(stack, task, deployed);
    this.#isCreation = stack.status === 'CREATE_IN_PROGRESS' || stack.status === 'REVIEW_IN_PROGRESS';
  }

  async run(evaluate: () => Promise<StackEvaluation>): Promise<StackOutcome> {
    const { recorder, clock } = this.#task.engine;
    if (!this.#isCreation) this.#stack = { ...this.#stack, updatedAt: clock.now() };
    this.#stack = recorder.stack(this.#stack, this.#isCreation ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
    const [evaluation, outputs] = await this.#orRollBack(async () => {
      const evaluated = await evaluate();
      this.#refuseChangedTypes(evaluated);
      for (const [sequence, logicalId] of evaluated.order.entries()) await this.#bring(evaluated, logicalId, sequence);
      const result = await evaluated.outputs();
      checkExports(this.#stack, result, this.#task);
      return [evaluated, result] as const;
    });
    await this.#complete(evaluation, outputs);
    return this.#isCreation ? 'created' : 'updated';
  }

  #refuseChangedTypes(evaluation: StackEvaluation): void {
    const changed = evaluation.order.filter((id) => {
      const record = this.#deployed.get(id);
      return record?.physicalId !== undefined && record.type !== evaluation.type(id);
    });
    if (changed.length > 0)
      throw new TemplateError(
        `Update of resource type is not permitted. The new template modifies resource type of the following resources: [${changed.join(', ')}]`,
      );
  }

  /** Brings one resource to what the template says. */
  async #bring(evaluation: StackEvaluation, logicalId: string, sequence: number): Promise<void> {
    const { types, store, signal } = this.#task.engine;
    if (signal.aborted) throw new DeploymentStopped();
    const before = this.#deployed.get(logicalId);
    const type = evaluation.type(logicalId);
    try {
      const properties = await evaluation.properties(logicalId);
      const target = this.#target(evaluation, logicalId, { properties, sequence });
      const action = resourceAction(before, properties, types.find(type));
      if (action === 'none') {
        store.putResource(target);
        this.#deployed.set(logicalId, target);
        return;
      }
      this.#task.listener.resource({ stackName: this.#stack.name, logicalId, type, action });
      await this.#steps.take(action, { before, target, replacePolicy: evaluation.updateReplacePolicy(logicalId) });
    } catch (error) {
      if (error instanceof DeploymentStopped) throw error;
      throw DeployError.of(error, this.#stack.name, { logicalId, type });
    }
  }

  /** The record that a resource is to have; what it has already is kept. */
  #target(
    evaluation: StackEvaluation,
    logicalId: string,
    { properties, sequence }: { properties: ResourceRecord['properties']; sequence: number },
  ): ResourceRecord {
    const { types, clock } = this.#task.engine;
    const type = evaluation.type(logicalId);
    return {
      stackId: this.#stack.id,
      attributes: {},
      status: 'CREATE_IN_PROGRESS',
      updatedAt: clock.now(),
      generation: 0,
      ...this.#deployed.get(logicalId),
      logicalId,
      type,
      properties,
      sequence,
      deletionPolicy: evaluation.deletionPolicy(logicalId),
      needs: evaluation.needs(logicalId),
      placeholder: types.find(type) === undefined,
    };
  }

  async #complete(evaluation: StackEvaluation, outputs: readonly StackOutput[]): Promise<void> {
    const { store, recorder } = this.#task.engine;
    store.transaction(() => {
      store.setExports(this.#stack.id, exportValues(outputs));
      store.setImports(this.#stack.id, evaluation.imports);
      if (!this.#isCreation) this.#stack = recorder.stack(this.#stack, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    });
    await this.#cleanUp(evaluation);
    const done = describedStack(this.#stack, this.#task, this.#template, evaluation, outputs);
    this.#stack = recorder.stack(done, this.#isCreation ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
  }

  /** Removes what the template no longer has, and what was replaced. */
  async #cleanUp(evaluation: StackEvaluation): Promise<void> {
    const { engine, input, listener } = this.#task;
    const { store } = engine;
    const wanted = new Set(evaluation.order);
    const dropped = store.resources(this.#stack.id).filter(({ logicalId }) => !wanted.has(logicalId));
    const records = [...store.leftovers(this.#stack.id), ...dropped];
    // CloudFormation, too, completes an update whose cleanup failed, and leaves the resource to its owner.
    for (const { record, reason } of await removeResources(this.#stack, records, {
      engine,
      listener,
      assets: input.assets,
    })) {
      store.deleteLeftover(record);
      if (!wanted.has(record.logicalId)) store.deleteResource(record.stackId, record.logicalId);
      const message = `${record.physicalId} was not deleted and no longer belongs to the stack: ${reason}`;
      listener.note({ stackName: this.#stack.name, logicalId: record.logicalId, message });
    }
  }

  async #orRollBack<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DeploymentStopped) throw error;
      const failure = DeployError.of(error, this.#stack.name);
      await this.#rollBack(failure);
      throw failure;
    }
  }

  async #rollBack(failure: DeployError): Promise<void> {
    const { engine, input } = this.#task;
    const verb = this.#isCreation ? 'create' : 'update';
    const reason = failure.logicalId
      ? `The following resource(s) failed to ${verb}: [${failure.logicalId}]. ${failure.reason}`
      : failure.reason;
    if (input.onFailure === 'DO_NOTHING') {
      engine.recorder.stack(this.#stack, this.#isCreation ? 'CREATE_FAILED' : 'UPDATE_FAILED', reason);
      return;
    }
    const status = (end: 'IN_PROGRESS' | 'FAILED' | 'COMPLETE'): StackStatus =>
      this.#isCreation ? `ROLLBACK_${end}` : `UPDATE_ROLLBACK_${end}`;
    this.#stack = engine.recorder.stack(this.#stack, status('IN_PROGRESS'), reason);
    const troubles = await this.#steps.undoAll();
    if (troubles.length > 0) engine.recorder.stack(this.#stack, status('FAILED'), troubles.join(' '));
    else engine.recorder.stack(this.#stack, status('COMPLETE'), reason);
  }
}
