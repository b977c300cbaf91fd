import { isDeepStrictEqual } from 'node:util';
import type { Identities } from '../../../door/identities.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Environments } from '../environment/environments.ts';
import { invalidParameter, preconditionFailed, resourceConflict } from '../errors.ts';
import type { LayerStore } from '../layers/layer-store.ts';
import { type ConfigurationInput, configure } from './configuration.ts';
import { type CodeLocation, type FunctionVersion, LATEST } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';

export interface FunctionsOptions {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly identities: Identities;
  readonly functions: FunctionStore;
  readonly layers: LayerStore;
  readonly environments: Environments;
}

/** Makes, changes and removes functions, for the API and for templates alike. */
export class Functions {
  readonly #options: FunctionsOptions;

  constructor(options: FunctionsOptions) {
    this.#options = options;
  }

  /** @throws AwsError ResourceConflictException when there is one of this name */
  create(
    name: string,
    input: ConfigurationInput,
    code: CodeLocation,
    tags: Readonly<Record<string, string>> = {},
  ): FunctionVersion {
    const { functions, layers } = this.#options;
    if (functions.has(name)) throw resourceConflict(`Function already exist: ${name}`);
    const configuration = configure(name, input, undefined, layers);
    this.#checkRole(configuration.role);
    functions.putSettings({ functionName: name, nextVersion: 1, tags, policies: {} });
    return this.#put({ ...configuration, functionName: name, version: LATEST, code, ...this.#stamp() });
  }

  updateConfiguration(name: string, input: ConfigurationInput, revisionId?: string): FunctionVersion {
    const { functions, layers } = this.#options;
    const latest = functions.latest(name);
    checkRevision(latest, revisionId);
    const configuration = configure(name, input, latest, layers);
    if (configuration.role !== latest.role) this.#checkRole(configuration.role);
    const { functionName, version, code } = latest;
    return this.#put({ ...configuration, functionName, version, code, ...this.#stamp() });
  }

  updateCode(name: string, code: CodeLocation, architecture?: string, revisionId?: string): FunctionVersion {
    const latest = this.#options.functions.latest(name);
    checkRevision(latest, revisionId);
    if (architecture !== undefined && architecture !== 'x86_64' && architecture !== 'arm64') {
      throw invalidParameter(`The architecture ${architecture} is not supported; x86_64 and arm64 are.`);
    }
    return this.#put({ ...latest, ...(architecture ? { architecture } : {}), code, ...this.#stamp() });
  }

  /** Freezes `$LATEST` as a version; when nothing changed since the last one, that one is the answer, unless `always`. */
  publish(name: string, { description, codeSha256, revisionId, always = false }: PublishOptions = {}): FunctionVersion {
    const { functions } = this.#options;
    const latest = functions.latest(name);
    checkRevision(latest, revisionId);
    if (codeSha256 !== undefined && codeSha256 !== latest.code.sha256) {
      throw invalidParameter(
        `CodeSHA256 (${codeSha256}) is different from current CodeSHA256 in $LATEST (${latest.code.sha256}). Please try again with the CodeSHA256 in $LATEST.`,
      );
    }
    const settings = functions.settings(name);
    const last = functions.versions(name).at(-1);
    if (!always && last && last.version !== LATEST && isSame(last, latest)) return last;
    const version = String(settings.nextVersion);
    functions.putSettings({ ...settings, nextVersion: settings.nextVersion + 1 });
    const published = {
      ...latest,
      version,
      revisionId: this.#options.ids.uuid(),
      description: description ?? latest.description,
    };
    functions.putVersion(published);
    return published;
  }

  /** Removes the function, or one of its versions. */
  delete(name: string, qualifier?: string): void {
    const { functions, environments } = this.#options;
    functions.settings(name);
    if (qualifier === undefined) {
      functions.delete(name);
      environments.remove(name);
      return;
    }
    if (qualifier === LATEST)
      throw invalidParameter('$LATEST version cannot be deleted without deleting the function.');
    const aliases = functions
      .aliases(name)
      .filter(({ version, weights }) => version === qualifier || qualifier in weights);
    if (aliases.length > 0) {
      const names = aliases.map((alias) => alias.name).join(', ');
      throw resourceConflict(`Unable to delete version because the following aliases reference it: [${names}]`);
    }
    functions.deleteVersion(name, qualifier);
    environments.remove(name, qualifier);
  }

  #put(version: FunctionVersion): FunctionVersion {
    this.#options.functions.putVersion(version);
    this.#options.environments.renew(version.functionName);
    return version;
  }

  #stamp() {
    const { clock, ids } = this.#options;
    return { lastModified: new Date(clock.now()).toISOString().replace('Z', '+0000'), revisionId: ids.uuid() };
  }

  #checkRole(role: string): void {
    try {
      this.#options.identities.assumeForService(role, 'lambda.amazonaws.com', 'check');
    } catch (cause) {
      throw invalidParameter('The role defined for the function cannot be assumed by Lambda.', cause);
    }
  }
}

export interface PublishOptions {
  readonly description?: string | undefined;
  readonly codeSha256?: string | undefined;
  readonly revisionId?: string | undefined;
  readonly always?: boolean;
}

function checkRevision(latest: FunctionVersion, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== latest.revisionId) throw preconditionFailed();
}

/** Whether publishing would only repeat the version. */
function isSame(published: FunctionVersion, latest: FunctionVersion): boolean {
  const { version, revisionId, lastModified, description } = published;
  return isDeepStrictEqual(published, { ...latest, version, revisionId, lastModified, description });
}
