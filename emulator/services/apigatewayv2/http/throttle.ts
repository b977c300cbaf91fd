import type { Clock } from '../../../runtime/clock.ts';
import type { DeployedStage } from '../model/api-plan.ts';
import { TokenBuckets } from '../websocket/token-buckets.ts';
import { REQUEST_BURST, REQUESTS_PER_SECOND } from './limits.ts';

/**
 * Says when requests come faster than the account, the stage or the route allows
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html).
 */
export class Throttle {
  readonly #buckets: TokenBuckets;

  constructor(clock: Clock) {
    this.#buckets = new TokenBuckets(clock);
  }

  admits({ api, stage }: DeployedStage, routeKey: string): boolean {
    const own = stage.RouteSettings?.[routeKey];
    const isLimited = own?.ThrottlingRateLimit !== undefined || own?.ThrottlingBurstLimit !== undefined;
    const name = `${api.ApiId}/${stage.StageName}`;
    const { ThrottlingRateLimit = REQUESTS_PER_SECOND, ThrottlingBurstLimit = REQUEST_BURST } =
      (isLimited ? own : stage.DefaultRouteSettings) ?? {};
    const key = isLimited ? `${name}/${routeKey}` : name;
    return (
      this.#buckets.take(key, ThrottlingRateLimit, ThrottlingBurstLimit) &&
      this.#buckets.take('account', REQUESTS_PER_SECOND, REQUEST_BURST)
    );
  }
}
