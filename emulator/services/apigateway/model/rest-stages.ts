import type { Account } from '../../../runtime/account.ts';
import { type DeployedRest, deployedRest } from './rest-plan.ts';
import type { RestStore } from './rest-store.ts';

type Stages = ReadonlyMap<string, DeployedRest>;

/** The stages of REST APIs as they are deployed, worked out once after each change. */
export class RestStages {
  readonly #store: RestStore;
  readonly #account: Account;
  readonly #known = new Map<string, Stages | undefined>();

  constructor(store: RestStore, account: Account) {
    this.#store = store;
    this.#account = account;
    store.onChange((api) => this.#known.delete(api));
  }

  has(apiId: string): boolean {
    return this.#of(apiId) !== undefined;
  }

  find(apiId: string, stage: string): DeployedRest | undefined {
    return this.#of(apiId)?.get(stage);
  }

  #of(apiId: string): Stages | undefined {
    if (!this.#known.has(apiId)) {
      const stages = this.#load(apiId);
      // Ids that no API has are not kept: anybody can think up any number of them.
      if (stages) this.#known.set(apiId, stages);
      return stages;
    }
    return this.#known.get(apiId);
  }

  #load(apiId: string): Stages | undefined {
    const api = this.#store.find(apiId, 'api', apiId);
    if (!api || api.disableExecuteApiEndpoint) return undefined;
    return new Map(
      this.#store.list(apiId, 'stage').flatMap((stage): [string, DeployedRest][] => {
        const deployment = this.#store.find(apiId, 'deployment', stage.deploymentId);
        return deployment ? [[stage.stageName, deployedRest(api, stage, deployment.content, this.#account)]] : [];
      }),
    );
  }
}
