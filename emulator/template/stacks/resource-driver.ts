import type { Account } from '../../runtime/account.ts';
import { checkProperties } from '../properties.ts';
import type { Assets, Deployed, ResourceContext, ResourceType } from '../resource-type.ts';
import type { ResourceTypes } from '../resource-types.ts';
import { physicalName } from './physical-name.ts';
import type { ResourceRecord, StackRecord } from './stack-record.ts';

/** The properties of a resource do not fit its type. */
export class PropertyError extends Error {
  override readonly name = 'PropertyError';
  /** Path of the property. */
  readonly property: string;

  constructor(property: string, message: string) {
    super(property ? `${property}: ${message}` : message);
    this.property = property;
  }
}

/** Carries the life of a template's resources to their types. */
export class ResourceDriver {
  readonly #account: Account;
  readonly #types: ResourceTypes;
  readonly #allowUnsupported: boolean;

  constructor(options: { account: Account; types: ResourceTypes; allowUnsupported: boolean }) {
    this.#account = options.account;
    this.#types = options.types;
    this.#allowUnsupported = options.allowUnsupported;
  }

  async create(resource: ResourceRecord, stack: StackRecord, assets: Assets): Promise<Deployed> {
    const context = this.#context(resource, stack, assets);
    const type = this.#types.find(resource.type);
    if (resource.placeholder || !type) return { physicalId: context.generateName(), attributes: {} };
    return type.create(this.#parse(type, resource.properties), context);
  }

  /** @param previous properties that the resource has now */
  async update(
    resource: ResourceRecord,
    previous: ResourceRecord['properties'],
    stack: StackRecord,
    assets: Assets,
  ): Promise<Deployed> {
    const { physicalId = '', attributes } = resource;
    const type = this.#types.find(resource.type);
    if (resource.placeholder || !type) return { physicalId, attributes };
    const change = {
      physicalId,
      properties: this.#parse(type, resource.properties),
      previous: this.#parseLeniently(type, previous),
    };
    return type.update(change, this.#context(resource, stack, assets));
  }

  async delete(resource: ResourceRecord, stack: StackRecord, assets: Assets): Promise<void> {
    const { physicalId, attributes, properties } = resource;
    if (physicalId === undefined || resource.placeholder) return;
    const type = this.#types.find(resource.type);
    if (!type) throw new Error(`This emulator has no type ${resource.type} any more, and cannot delete ${physicalId}`);
    const parsed = this.#parseLeniently(type, properties);
    await type.delete({ physicalId, attributes, properties: parsed }, this.#context(resource, stack, assets));
  }

  #context(
    { logicalId, type, generation }: ResourceRecord,
    { name, id }: StackRecord,
    assets: Assets,
  ): ResourceContext {
    return {
      account: this.#account,
      stackName: name,
      stackId: id,
      logicalId,
      type,
      assets,
      generateName: (options) => physicalName({ stackName: name, logicalId, generation }, options),
    };
  }

  // A type's functions take what its own schema answers: `never` stands for that here, where all types meet.
  #parse(type: ResourceType, properties: unknown): never {
    const { parsed, problems } = checkProperties(type, properties, { allowUnsupported: this.#allowUnsupported });
    const [problem] = problems;
    if (problem) throw new PropertyError(problem.path, problem.message);
    return parsed as never;
  }

  /** What an earlier version of the emulator took may no longer fit; what is there must still be changed or deleted. */
  #parseLeniently(type: ResourceType, properties: unknown): never {
    const { parsed, kept } = checkProperties(type, properties, { allowUnsupported: true });
    return (parsed ?? kept) as never;
  }
}
