import { type Account, arn } from '../../../runtime/account.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import { resourceNotFound } from '../errors.ts';
import type { CodeLocation, ResourcePolicy } from '../functions/function-record.ts';

/** One version of a layer. */
export interface LayerVersion {
  readonly layerName: string;
  readonly version: number;
  readonly arn: string;
  readonly description: string;
  readonly licence: string;
  readonly runtimes: readonly string[];
  readonly architectures: readonly string[];
  readonly code: CodeLocation;
  readonly createdAt: number;
  readonly policy?: ResourcePolicy;
}

const LAYER_VERSION_ARN = /^arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\d{12}:layer:([a-zA-Z0-9-_]+):(\d+)$/;

export class LayerStore {
  readonly #account: Account;
  readonly #versions: Documents<LayerVersion>;
  /** The last number given out for each layer: a number is not used again after its version was deleted. */
  readonly #numbers: Documents<number>;

  constructor({ store, account }: { store: Store; account: Account }) {
    this.#account = account;
    this.#versions = new Documents(store, 'lambda_layer_versions');
    this.#numbers = new Documents(store, 'lambda_layers');
  }

  arnOf(layerName: string): string {
    return arn(this.#account, 'lambda', `layer:${layerName}`);
  }

  publish(layerName: string, describe: (version: number, versionArn: string) => LayerVersion): LayerVersion {
    const version = (this.#numbers.get(layerName) ?? 0) + 1;
    this.#numbers.set(layerName, version);
    return this.put(describe(version, `${this.arnOf(layerName)}:${version}`));
  }

  put(layer: LayerVersion): LayerVersion {
    this.#versions.set(`${layer.layerName}:${layer.version}`, layer);
    return layer;
  }

  find(layerName: string, version: number): LayerVersion | undefined {
    return this.#versions.get(`${layerName}:${version}`);
  }

  /** @throws AwsError ResourceNotFoundException */
  get(layerName: string, version: number): LayerVersion {
    const found = this.find(layerName, version);
    if (found) return found;
    throw resourceNotFound(`Layer version ${this.arnOf(layerName)}:${version} does not exist.`);
  }

  /** The layer version with this ARN, when it is one of this account. */
  byArn(versionArn: string): LayerVersion | undefined {
    const [, name, version] = LAYER_VERSION_ARN.exec(versionArn) ?? [];
    const found = name === undefined ? undefined : this.find(name, Number(version));
    return found?.arn === versionArn ? found : undefined;
  }

  /** Newest first. */
  versions(layerName: string): LayerVersion[] {
    const all = this.#versions.all().filter((layer) => layer.layerName === layerName);
    return all.sort((a, b) => b.version - a.version);
  }

  all(): LayerVersion[] {
    return this.#versions.all();
  }

  delete(layerName: string, version: number): void {
    this.#versions.delete(`${layerName}:${version}`);
  }
}
