import type { AliasConfiguration, AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Account } from '../../../runtime/account.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { constraintBroken, invalidParameter, preconditionFailed, resourceConflict } from '../errors.ts';
import { functionArn } from './function-name.ts';
import { type Alias, LATEST } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';

export interface AliasInput {
  readonly version?: string | undefined;
  readonly description?: string | undefined;
  readonly routing?: AliasRoutingConfiguration | undefined;
}

interface Options {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly ids: Ids;
}

const NAME = /^(?!^\d+$)[a-zA-Z0-9-_]{1,128}$/;

/** Makes, changes and removes aliases, for the API and for templates alike. */
export class Aliases {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @throws AwsError ResourceConflictException when the function has an alias of this name */
  create(functionName: string, name: string, input: AliasInput): Alias {
    const { functions, account } = this.#options;
    functions.settings(functionName);
    if (!NAME.test(name)) {
      throw constraintBroken(name, 'name', `Member must satisfy regular expression pattern: ${NAME.source}`);
    }
    if (functions.findAlias(functionName, name)) {
      throw resourceConflict(`Alias already exists: ${functionArn(account, { name: functionName, qualifier: name })}`);
    }
    return this.#put({ functionName, name, version: LATEST, description: '', weights: {}, revisionId: '' }, input);
  }

  update(functionName: string, name: string, input: AliasInput, revisionId?: string): Alias {
    const alias = this.#options.functions.alias(functionName, name);
    if (revisionId !== undefined && revisionId !== alias.revisionId) throw preconditionFailed();
    return this.#put(alias, input);
  }

  delete(functionName: string, name: string): void {
    this.#options.functions.deleteAlias(functionName, name);
  }

  describe({ functionName, name, version, description, weights, revisionId }: Alias): AliasConfiguration {
    const AdditionalVersionWeights = { ...weights };
    return {
      AliasArn: functionArn(this.#options.account, { name: functionName, qualifier: name }),
      Name: name,
      FunctionVersion: version,
      Description: description,
      RevisionId: revisionId,
      ...(Object.keys(weights).length > 0 ? { RoutingConfig: { AdditionalVersionWeights } } : {}),
    };
  }

  #put(base: Alias, { version = base.version, description = base.description, routing }: AliasInput): Alias {
    const { functions, ids } = this.#options;
    const weights = routing ? (routing.AdditionalVersionWeights ?? {}) : base.weights;
    functions.version(base.functionName, version);
    for (const [other, weight] of Object.entries(weights)) {
      functions.version(base.functionName, other);
      if (weight < 0 || weight > 1) throw constraintBroken(weight, 'routingConfig', 'Member must be between 0 and 1');
    }
    if (version === LATEST && Object.keys(weights).length > 0) {
      throw invalidParameter('$LATEST is not supported for an alias pointing to more than 1 version');
    }
    const alias = { ...base, version, description, weights, revisionId: ids.uuid() };
    functions.putAlias(alias);
    return alias;
  }
}
