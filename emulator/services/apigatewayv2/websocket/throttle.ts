import type { RouteSettings } from '@aws-sdk/client-apigatewayv2';
import type { Clock } from '../../../runtime/clock.ts';
import type { DeployedStage } from '../model/api-plan.ts';
import { NEW_CONNECTIONS_PER_SECOND, REQUEST_BURST, REQUESTS_PER_SECOND } from './limits.ts';
import { TokenBuckets } from './token-buckets.ts';

/** Says when connections and messages come faster than the account, the stage or the route allows. */
export class Throttle {
  readonly #buckets: TokenBuckets;

  constructor(clock: Clock) {
    this.#buckets = new TokenBuckets(clock);
  }

  admitsConnection(): boolean {
    return this.#buckets.take('connections', NEW_CONNECTIONS_PER_SECOND, NEW_CONNECTIONS_PER_SECOND);
  }

  admitsRequest({ api, stage }: DeployedStage, routeKey: string): boolean {
    const own = stage.RouteSettings?.[routeKey];
    const name = `${api.ApiId}/${stage.StageName}`;
    const byRoute = own && limits(own) ? this.#admits(`${name}/${routeKey}`, own) : undefined;
    const admitted = byRoute ?? this.#admits(name, stage.DefaultRouteSettings);
    return admitted && this.#buckets.take('requests', REQUESTS_PER_SECOND, REQUEST_BURST);
  }

  #admits(key: string, settings: RouteSettings | undefined): boolean {
    const { ThrottlingRateLimit = REQUESTS_PER_SECOND, ThrottlingBurstLimit = REQUEST_BURST } = settings ?? {};
    return this.#buckets.take(key, ThrottlingRateLimit, ThrottlingBurstLimit);
  }
}

const limits = ({ ThrottlingBurstLimit, ThrottlingRateLimit }: RouteSettings) =>
  ThrottlingBurstLimit !== undefined || ThrottlingRateLimit !== undefined;
