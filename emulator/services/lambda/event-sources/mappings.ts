import type { EventSourceMappingConfiguration } from '@aws-sdk/client-lambda';
import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import { invalidParameter, missing, resourceConflict, resourceNotFound } from '../errors.ts';
import { type FunctionReference, parseFunctionName } from '../functions/function-name.ts';
import { type Configuration, configure } from './configure.ts';
import { describeMapping, type Transition } from './describe.ts';
import type { Mapping } from './mapping.ts';
import type { MappingInput } from './mapping-input.ts';
import { describeProblem } from './problems.ts';
import { queueRunner } from './queue-runner.ts';
import { checkDestination, checkQueue, checkStream } from './source-check.ts';
import { type RunningSource, readerName, roleOf, type SourceDeps } from './source-deps.ts';
import { streamRunner } from './stream-runner.ts';

interface Options extends SourceDeps {
  readonly store: Store;
}

const NOTHING_YET = 'No records processed';

/** Event source mappings: what is configured, and the readers of those that are enabled. */
export class Mappings {
  readonly #options: Options;
  readonly #mappings: Documents<Mapping>;
  readonly #sources = new Map<string, RunningSource>();
  readonly #lastResults = new Map<string, string>();
  /** What is still ending, by mapping: the next source waits for it. */
  readonly #changing = new Map<string, Promise<void>>();
  #open = false;

  constructor(options: Options) {
    this.#options = options;
    this.#mappings = new Documents(options.store, 'lambda_event_source_mappings');
  }

  /** Takes up the enabled mappings of earlier runs. */
  start(): void {
    this.#open = true;
    for (const mapping of this.#mappings.all()) this.#launch(mapping);
  }

  /** Reads nothing further; resolves when what is under way has ended. */
  async stop(): Promise<void> {
    this.#open = false;
    await Promise.all([...this.#sources.values()].map((source) => source.stop()));
    await Promise.all(this.#changing.values());
  }

  /** @throws AwsError ResourceNotFoundException */
  get(uuid: string | undefined): Mapping {
    if (uuid === undefined) throw missing('uUID');
    const mapping = this.#mappings.get(uuid);
    if (!mapping) throw resourceNotFound('The resource you requested does not exist.');
    return mapping;
  }

  /** In the order of their UUIDs. */
  all(): Mapping[] {
    return this.#mappings.all();
  }

  /** @throws AwsError ValidationException, InvalidParameterValueException, ResourceConflictException */
  async create(input: MappingInput): Promise<Mapping> {
    const { clock, ids } = this.#options;
    const reference = parseFunctionName(input.FunctionName);
    const { EventSourceArn: sourceArn } = input;
    if (!sourceArn) throw invalidParameter('Unrecognized event source.');
    const configuration = configure(sourceArn, input);
    await this.#check(reference, sourceArn, configuration);
    this.#refuseTwin(reference, sourceArn);
    const uuid = ids.uuid();
    const mapping: Mapping = {
      ...configuration,
      uuid,
      sourceArn,
      function: reference,
      tags: input.Tags ?? {},
      lastModified: clock.now(),
    };
    this.#mappings.set(uuid, mapping);
    this.#launch(mapping);
    return mapping;
  }

  /** @throws AwsError ResourceNotFoundException and those of `create` */
  async update(uuid: string | undefined, input: MappingInput): Promise<Mapping> {
    const known = this.get(uuid);
    const reference = input.FunctionName === undefined ? known.function : parseFunctionName(input.FunctionName);
    const configuration = configure(known.sourceArn, input, known);
    await this.#check(reference, known.sourceArn, configuration);
    if (input.FunctionName !== undefined) this.#refuseTwin(reference, known.sourceArn, known.uuid);
    const { uuid: id, sourceArn, tags } = known;
    const lastModified = this.#options.clock.now();
    const mapping: Mapping = { ...configuration, uuid: id, sourceArn, tags, function: reference, lastModified };
    this.#mappings.set(id, mapping);
    this.#change(id);
    return mapping;
  }

  /** @throws AwsError ResourceNotFoundException */
  delete(uuid: string | undefined): Mapping {
    const mapping = this.get(uuid);
    this.#mappings.delete(mapping.uuid);
    this.#lastResults.delete(mapping.uuid);
    this.#change(mapping.uuid);
    return mapping;
  }

  setTags(mapping: Mapping, tags: Readonly<Record<string, string>>): void {
    // Tags change nothing of what the source does: it may go on as it is.
    this.#mappings.set(mapping.uuid, { ...mapping, tags });
  }

  describe(mapping: Mapping, transition?: Transition): EventSourceMappingConfiguration {
    const { account } = this.#options;
    return describeMapping(mapping, account, this.#lastResults.get(mapping.uuid) ?? NOTHING_YET, transition);
  }

  async #check(reference: FunctionReference, sourceArn: string, configuration: Configuration): Promise<void> {
    const { functions } = this.#options;
    if (!functions.has(reference.name)) throw invalidParameter('Function does not exist');
    const version = functions.resolve(reference);
    const reader = { principal: roleOf(this.#options, { function: reference }), version };
    if (configuration.kind === 'queue') return checkQueue(this.#options, sourceArn, reader);
    checkStream(this.#options, sourceArn, reader);
    if (configuration.onFailure) checkDestination(this.#options, configuration.onFailure, reader);
  }

  #refuseTwin({ name, qualifier }: FunctionReference, sourceArn: string, self?: string): void {
    const twin = this.#mappings
      .all()
      .find(
        ({ function: other, uuid, sourceArn: source }) =>
          uuid !== self && source === sourceArn && other.name === name && other.qualifier === qualifier,
      );
    if (!twin) return;
    throw resourceConflict(
      `The event source arn (" ${sourceArn} ") and function (" ${name} ") provided mapping already exists. Please update or delete the existing mapping with UUID ${twin.uuid}`,
    );
  }

  #launch(mapping: Mapping): void {
    if (!this.#open || !mapping.enabled) return;
    const source =
      mapping.kind === 'queue'
        ? queueRunner(this.#options, mapping)
        : streamRunner(this.#options, mapping, (result) => this.#lastResults.set(mapping.uuid, result));
    this.#sources.set(mapping.uuid, source);
    try {
      source.start();
    } catch (error) {
      this.#lastResults.set(mapping.uuid, describeProblem(this.#options, mapping, error));
    }
  }

  /** Ends the mapping's source, and when that is done, starts the one that it is to have now. */
  #change(uuid: string): void {
    const before = this.#changing.get(uuid) ?? Promise.resolve();
    const change = before.then(async () => {
      await this.#sources.get(uuid)?.stop();
      this.#sources.delete(uuid);
      const mapping = this.#mappings.get(uuid);
      if (mapping) this.#launch(mapping);
      else this.#options.checkpoints.forget(readerName(uuid));
      if (this.#changing.get(uuid) === change) this.#changing.delete(uuid);
    });
    this.#changing.set(uuid, change);
  }
}
