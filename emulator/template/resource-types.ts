import { createHash } from 'node:crypto';
import type { ResourceType } from './resource-type.ts';

/** The declared type that stands for all `Custom::…` types. */
export const CUSTOM_TYPE = 'Custom::*';

/** Whether a function of the template's makes resources of this type. */
export const isCustomType = (type: string) =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** The CloudFormation resource types of all services. */
export class ResourceTypes {
  readonly #types: ReadonlyMap<string, ResourceType>;
  /** Changes when types come or go, so that a newer emulator looks again at what an older one could not deploy. */
  readonly fingerprint: string;

  constructor(types: readonly ResourceType[]) {
    this.#types = new Map(types.map((type) => [type.type, type]));
    this.fingerprint = createHash('sha256').update(this.names().join()).digest('hex');
  }

  find(type: string): ResourceType | undefined {
    return this.#types.get(type.startsWith('Custom::') ? CUSTOM_TYPE : type);
  }

  names(): string[] {
    return [...this.#types.keys()].sort();
  }

  /** Supported types of the same service: `AWS::S3::…`. */
  siblings(type: string): string[] {
    const service = type.split('::').slice(0, 2).join('::');
    return this.names().filter((name) => name.startsWith(`${service}::`));
  }
}
