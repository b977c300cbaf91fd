import { AwsError } from '../../door/errors.ts';
import { arn } from '../../runtime/account.ts';
import { TemplateError } from '../language/errors.ts';
import { ssmParameterNames } from '../language/parameters.ts';
import { parseTemplate } from '../language/template.ts';
import { formatProblem } from '../problem.ts';
import type { Assets } from '../resource-type.ts';
import { type CheckedStack, checkStack } from '../support-check.ts';
import { templateAsset } from '../template-source.ts';
import { applyStack } from './apply-stack.ts';
import { deleteStack } from './delete-stack.ts';
import { deployedStacks } from './deployed-stacks.ts';
import type { StackOutcome } from './stack-application.ts';
import type { StackEngine } from './stack-engine.ts';
import type { StackInput, StackListener } from './stack-input.ts';
import type { StackRecord, StackStatus } from './stack-record.ts';

/** An operation that goes on in the background. */
export interface StartedOperation {
  readonly stack: StackRecord;
  /** Settles when the operation has ended, whichever way; its outcome stands in the stack's status. */
  readonly ended: Promise<void>;
}

const SILENT: StackListener = { resource: () => undefined, note: () => undefined };

/** A stack whose template was never deployed is created by whatever is deployed next. */
const isNew = ({ status }: StackRecord): boolean => status === 'REVIEW_IN_PROGRESS';
const isUnderWay = ({ status }: StackRecord): boolean =>
  status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';

/** Creates, updates and deletes single stacks, for CloudFormation's API and for nested stacks. */
export class StackOperations {
  readonly #engine: () => StackEngine;
  readonly #allowUnsupported: boolean;
  readonly #running = new Set<Promise<void>>();
  /** Who hears what happens in a stack and in those nested in it. */
  readonly #listeners = new Map<string, StackListener>();

  /** @param engine known only when all services have told their resource types */
  constructor(engine: () => StackEngine, { allowUnsupported }: { allowUnsupported: boolean }) {
    this.#engine = engine;
    this.#allowUnsupported = allowUnsupported;
  }

  /** Finds all that is wrong with a template before anything is deployed. */
  async check(input: StackInput, stacks = deployedStacks(this.#engine().store)): Promise<CheckedStack> {
    const { account, types, parameters } = this.#engine();
    const ssm = await parameters.read(ssmNames(input));
    return checkStack({
      account,
      types,
      stackName: input.name,
      templateBody: input.templateBody,
      parameters: input.parameters,
      ssm,
      stacks,
      allowUnsupported: this.#allowUnsupported,
      templateAt: (url) => jsonOnly(templateAsset(url, input.assets)),
    });
  }

  /** @throws AwsError ValidationError that lists every problem */
  async validate(input: StackInput): Promise<void> {
    const { problems } = await this.check(input);
    if (problems.length > 0) throw new TemplateError(problems.map(formatProblem).join('\n'));
  }

  /** @throws AwsError AlreadyExistsException, ValidationError */
  async create(input: StackInput): Promise<StartedOperation> {
    await this.validate(input);
    const existing = this.#engine().store.find(input.name);
    if (existing && !isNew(existing))
      throw new AwsError('AlreadyExistsException', `Stack [${input.name}] already exists`);
    const stack = existing ? { ...existing, templateBody: input.templateBody } : this.newStack(input);
    return this.#start(stack, input.onFailure ?? 'ROLLBACK', () => this.apply(stack, input, SILENT));
  }

  /** @throws AwsError ValidationError, also when the stack is not in a state to be updated */
  async update(stack: StackRecord, input: StackInput): Promise<StartedOperation> {
    await this.validate(input);
    const current = this.#settled(stack, 'updated');
    if (/^(?:ROLLBACK_|DELETE_)/.test(current.status)) throw wrongState(current, 'updated');
    return this.#start(current, 'ROLLBACK', () => this.apply(current, input, SILENT));
  }

  /** @throws AwsError ValidationError when the stack is protected or busy */
  delete(stack: StackRecord, retain: readonly string[] = []): StartedOperation {
    const current = this.#settled(stack, 'deleted');
    if (current.details.terminationProtection)
      throw new TemplateError(`Stack [${current.name}] cannot be deleted while TerminationProtection is enabled on it`);
    return this.#start(current, 'ROLLBACK', () => this.remove(current, NO_ASSETS, SILENT, retain));
  }

  /** Writes the record of a stack to come. */
  newStack(input: StackInput, status: StackStatus = 'CREATE_IN_PROGRESS'): StackRecord {
    const { account, ids, clock, store } = this.#engine();
    const stack: StackRecord = {
      id: arn(account, 'cloudformation', `stack/${input.name}/${ids.uuid()}`),
      name: input.name,
      origin: input.origin,
      status,
      templateBody: input.templateBody,
      createdAt: clock.now(),
      details: {
        parameters: [],
        tags: input.tags,
        capabilities: input.capabilities ?? [],
        notificationArns: input.notificationArns ?? [],
        outputs: [],
        terminationProtection: input.terminationProtection ?? false,
        disableRollback: input.onFailure === 'DO_NOTHING',
        ...(input.originalBody === undefined ? {} : { originalBody: input.originalBody }),
        ...(input.roleArn === undefined ? {} : { roleArn: input.roleArn }),
        ...(input.application === undefined ? {} : { application: input.application }),
        ...(input.parent ? { parentId: input.parent.id, rootId: input.parent.rootId } : {}),
      },
    };
    store.put(stack);
    return stack;
  }

  /** Brings a stack to its template and waits for that. */
  async apply(
    stack: StackRecord,
    input: StackInput,
    listener?: StackListener,
    fingerprint?: string,
  ): Promise<StackOutcome> {
    const heard = listener ?? this.#listenerOf(input);
    this.#listeners.set(stack.id, heard);
    try {
      return await applyStack(stack, {
        engine: this.#engine(),
        input,
        listener: heard,
        ...(fingerprint === undefined ? {} : { fingerprint }),
      });
    } finally {
      this.#listeners.delete(stack.id);
    }
  }

  /** Deletes a stack and waits for that. */
  async remove(
    stack: StackRecord,
    assets: Assets,
    listener: StackListener = SILENT,
    retain: readonly string[] = [],
  ): Promise<void> {
    await deleteStack(stack, { engine: this.#engine(), listener, assets, retain });
  }

  /** Waits for what goes on in the background. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #listenerOf({ parent }: StackInput): StackListener {
    return (parent && this.#listeners.get(parent.id)) ?? SILENT;
  }

  #settled(stack: StackRecord, verb: string): StackRecord {
    const current = this.#engine().store.find(stack.id) ?? stack;
    if (isUnderWay(current)) throw wrongState(current, verb);
    return current;
  }

  #start(stack: StackRecord, onFailure: StackInput['onFailure'], work: () => Promise<unknown>): StartedOperation {
    const ended = work().then(
      () => undefined,
      async () => {
        // The failure stands in the stack's status and events, where callers of the API look for it.
        const failed = this.#engine().store.find(stack.id);
        if (onFailure === 'DELETE' && failed?.status === 'ROLLBACK_COMPLETE') await this.remove(failed, NO_ASSETS);
      },
    );
    this.#running.add(ended);
    void ended.finally(() => this.#running.delete(ended));
    return { stack, ended };
  }
}

export const NO_ASSETS: Assets = { locate: () => undefined };

/** A nested template in YAML is looked at when it is deployed. */
const jsonOnly = (body: string | undefined) => (body?.trimStart().startsWith('{') ? body : undefined);

const wrongState = ({ id, status }: StackRecord, verb: string): TemplateError =>
  new TemplateError(`Stack:${id} is in ${status} state and can not be ${verb}.`);

/** A template that does not parse reads nothing; the check says what is wrong with it. */
function ssmNames({ templateBody, parameters }: StackInput): string[] {
  try {
    return ssmParameterNames(parseTemplate(templateBody), parameters);
  } catch (error) {
    if (error instanceof TemplateError) return [];
    throw error;
  }
}
