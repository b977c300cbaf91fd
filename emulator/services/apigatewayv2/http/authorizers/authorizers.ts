import type { PlannedRoute } from '../../model/api-plan.ts';
import type { ApiStore } from '../../model/api-store.ts';
import type { HttpGatewayDeps } from '../deps.ts';
import type { Exchange } from '../exchange.ts';
import { authorizerError } from '../failure.ts';
import type { Authorized } from './authorized.ts';
import { authorizeByIam } from './iam.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { JwtAuthorizer } from './jwt.ts';
import { RequestAuthorizer } from './request-authorizer.ts';
import { ResultCache } from './result-cache.ts';

/** Lets requests in by what their route asks for. */
export class Authorizers {
  readonly #deps: HttpGatewayDeps;
  readonly #jwt: JwtAuthorizer;
  readonly #request: RequestAuthorizer;
  readonly #results: ResultCache;

  constructor(deps: HttpGatewayDeps, apis: ApiStore) {
    const { clock, issuers, allowNetwork = false } = deps;
    this.#deps = deps;
    this.#results = new ResultCache(clock);
    this.#jwt = new JwtAuthorizer({ ...deps, keys: new IssuerKeys({ clock, issuers, allowNetwork }) });
    this.#request = new RequestAuthorizer({ ...deps, results: this.#results });
    // What an authorizer said belongs to the API as it was.
    apis.onChange((apiId) => this.#results.forget(apiId));
  }

  /** @throws HttpFailure 401, 403, 500 */
  async authorize({ route, authorizer }: PlannedRoute, exchange: Exchange): Promise<Authorized | undefined> {
    if (route.AuthorizationType === 'NONE') return undefined;
    if (route.AuthorizationType === 'AWS_IAM') return authorizeByIam(this.#deps, exchange);
    if (!authorizer) throw authorizerError('The authorizer of this route is gone');
    return route.AuthorizationType === 'JWT'
      ? this.#jwt.authorize(authorizer, exchange)
      : this.#request.authorize(authorizer, exchange);
  }

  /** Forgets what authorizers have answered for a stage. */
  reset(apiId: string, stage: string): void {
    this.#results.reset(`${apiId}/${stage}`);
  }
}
