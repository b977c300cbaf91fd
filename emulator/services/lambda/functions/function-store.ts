import type { Account } from '../../../runtime/account.ts';
import { Documents } from '../../../runtime/documents.ts';
import type { Store } from '../../../runtime/store.ts';
import { functionNotFound, resourceNotFound } from '../errors.ts';
import { type FunctionReference, functionArn } from './function-name.ts';
import {
  type Alias,
  type EventInvokeConfig,
  type FunctionSettings,
  type FunctionVersion,
  LATEST,
  type ResourcePolicy,
} from './function-record.ts';

/** All functions with their versions, aliases and settings. */
export class FunctionStore {
  readonly #account: Account;
  readonly #settings: Documents<FunctionSettings>;
  readonly #versions: Documents<FunctionVersion>;
  readonly #aliases: Documents<Alias>;
  readonly #invokeConfigs: Documents<EventInvokeConfig>;
  #reserved: number;

  constructor({ store, account }: { store: Store; account: Account }) {
    this.#account = account;
    this.#settings = new Documents(store, 'lambda_functions');
    this.#versions = new Documents(store, 'lambda_versions');
    this.#aliases = new Documents(store, 'lambda_aliases');
    this.#invokeConfigs = new Documents(store, 'lambda_event_invoke_configs');
    this.#reserved = this.#sumReserved();
  }

  /** The sum of all functions' reserved concurrency. */
  get reservedConcurrency(): number {
    return this.#reserved;
  }

  all(): FunctionSettings[] {
    return this.#settings.all();
  }

  has(name: string): boolean {
    return this.#settings.has(name);
  }

  /** @throws AwsError ResourceNotFoundException */
  settings(name: string): FunctionSettings {
    return this.#settings.get(name) ?? this.#absent({ name });
  }

  putSettings(settings: FunctionSettings): void {
    this.#settings.set(settings.functionName, settings);
    this.#reserved = this.#sumReserved();
  }

  /** @throws AwsError ResourceNotFoundException */
  version(name: string, version: string): FunctionVersion {
    return (
      this.#versions.get(`${name}:${version}`) ??
      this.#absent(version === LATEST ? { name } : { name, qualifier: version })
    );
  }

  latest(name: string): FunctionVersion {
    return this.#versions.get(`${name}:${LATEST}`) ?? this.#absent({ name });
  }

  /** `$LATEST` first, then in the order of publishing. */
  versions(name: string): FunctionVersion[] {
    const order = ({ version }: FunctionVersion) => (version === LATEST ? 0 : Number(version));
    return this.#versions
      .all()
      .filter(({ functionName }) => functionName === name)
      .sort((a, b) => order(a) - order(b));
  }

  putVersion(version: FunctionVersion): void {
    this.#versions.set(`${version.functionName}:${version.version}`, version);
  }

  deleteVersion(name: string, version: string): void {
    this.#versions.delete(`${name}:${version}`);
  }

  findAlias(name: string, alias: string): Alias | undefined {
    return this.#aliases.get(`${name}:${alias}`);
  }

  /** @throws AwsError ResourceNotFoundException */
  alias(name: string, alias: string): Alias {
    const found = this.findAlias(name, alias);
    if (found) return found;
    throw resourceNotFound(`Cannot find alias arn: ${functionArn(this.#account, { name, qualifier: alias })}`);
  }

  aliases(name: string): Alias[] {
    return this.#aliases.all().filter(({ functionName }) => functionName === name);
  }

  putAlias(alias: Alias): void {
    this.#aliases.set(`${alias.functionName}:${alias.name}`, alias);
  }

  deleteAlias(name: string, alias: string): void {
    this.#aliases.delete(`${name}:${alias}`);
  }

  /** The version that a reference stands for, aliases at their main version. */
  resolve({ name, qualifier = LATEST }: FunctionReference): FunctionVersion {
    return this.version(name, this.findAlias(name, qualifier)?.version ?? qualifier);
  }

  policy({ name, qualifier = '' }: FunctionReference): ResourcePolicy | undefined {
    return this.#settings.get(name)?.policies[qualifier];
  }

  putPolicy({ name, qualifier = '' }: FunctionReference, policy: ResourcePolicy): void {
    const settings = this.settings(name);
    this.putSettings({ ...settings, policies: { ...settings.policies, [qualifier]: policy } });
  }

  invokeConfig(name: string, qualifier: string): EventInvokeConfig | undefined {
    return this.#invokeConfigs.get(`${name}:${qualifier}`);
  }

  invokeConfigs(name: string): EventInvokeConfig[] {
    return this.#invokeConfigs.all().filter(({ functionName }) => functionName === name);
  }

  putInvokeConfig(config: EventInvokeConfig): void {
    this.#invokeConfigs.set(`${config.functionName}:${config.qualifier}`, config);
  }

  deleteInvokeConfig(name: string, qualifier: string): boolean {
    return this.#invokeConfigs.delete(`${name}:${qualifier}`);
  }

  /** Removes the function and all that belongs to it. */
  delete(name: string): void {
    for (const { version } of this.versions(name)) this.deleteVersion(name, version);
    for (const alias of this.aliases(name)) this.deleteAlias(name, alias.name);
    for (const { qualifier } of this.invokeConfigs(name)) this.deleteInvokeConfig(name, qualifier);
    this.#settings.delete(name);
    this.#reserved = this.#sumReserved();
  }

  #sumReserved(): number {
    return this.#settings.all().reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  }

  #absent(reference: FunctionReference): never {
    throw functionNotFound(functionArn(this.#account, reference));
  }
}
