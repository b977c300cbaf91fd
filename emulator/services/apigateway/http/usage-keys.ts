import type { ApiStage, ThrottleSettings } from '@aws-sdk/client-api-gateway';
import type { Clock } from '../../../runtime/clock.ts';
import { TokenBuckets } from '../../apigatewayv2/websocket/token-buckets.ts';
import { NO_API, type RestRecords } from '../model/records.ts';
import type { RestStore } from '../model/rest-store.ts';
import { invalidKey, quotaExceeded, throttled } from './rest-failure.ts';

type Plan = RestRecords['usagePlan'];
type Key = RestRecords['apiKey'];

interface Known {
  readonly keys: ReadonlyMap<string, Key>;
  readonly plans: ReadonlyMap<string, readonly Plan[]>;
}

/**
 * API keys and the usage plans that they belong to
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html).
 */
export class UsageKeys {
  readonly #store: RestStore;
  readonly #clock: Clock;
  readonly #buckets: TokenBuckets;
  /** Requests by plan, key and period. */
  readonly #used = new Map<string, number>();
  #known: Known | undefined;

  constructor(store: RestStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#buckets = new TokenBuckets(clock);
    store.onChange((api) => {
      if (api === NO_API) this.#known = undefined;
    });
  }

  /**
   * Takes one request on a key's account.
   *
   * @param method as plans name it: `/items/{id}/GET`
   *
   * @throws RestFailure 403, 429
   */
  use(
    value: string | undefined,
    apiId: string,
    stage: string,
    method: string,
  ): { readonly id: string; readonly value: string } {
    this.#known ??= this.#load();
    const key = value === undefined ? undefined : this.#known.keys.get(value);
    const plans = this.#known.plans.get(key?.id ?? '') ?? [];
    const covers = (one: ApiStage) => one.apiId === apiId && one.stage === stage;
    const plan = plans.find(({ apiStages = [] }) => apiStages.some(covers));
    if (!key?.enabled || !plan) throw invalidKey();
    this.#throttle(`${plan.id}/${key.id}/${method}`, plan.apiStages?.find(covers)?.throttle?.[method]);
    this.#throttle(`${plan.id}/${key.id}`, plan.throttle);
    this.#count(plan, key);
    return key;
  }

  #throttle(bucket: string, limits: ThrottleSettings | undefined): void {
    if (!limits?.rateLimit || limits.burstLimit === undefined) return;
    if (!this.#buckets.take(bucket, limits.rateLimit, limits.burstLimit)) throw throttled();
  }

  #count({ id, quota }: Plan, key: Key): void {
    if (quota?.limit === undefined) return;
    const name = `${id}/${key.id}/${periodOf(quota.period, this.#clock.now())}`;
    const used = this.#used.get(name) ?? 0;
    if (used >= quota.limit) throw quotaExceeded();
    this.#used.set(name, used + 1);
  }

  #load(): Known {
    const plans = new Map(this.#store.list(NO_API, 'usagePlan').map((plan) => [plan.id, plan]));
    const byKey = new Map<string, Plan[]>();
    for (const { planId, keyId } of this.#store.list(NO_API, 'planKey')) {
      const plan = plans.get(planId);
      if (plan) byKey.set(keyId, [...(byKey.get(keyId) ?? []), plan]);
    }
    return { keys: new Map(this.#store.list(NO_API, 'apiKey').map((key) => [key.value, key])), plans: byKey };
  }
}

const DAY_MILLISECONDS = 86_400_000;
/** 1970 began on a Thursday; weeks of usage plans begin on Sundays. */
const FIRST_SUNDAY_DAYS = 3;

/** Names the day, week or month that a time lies in. */
function periodOf(period: string | undefined, at: number): string {
  const day = Math.floor(at / DAY_MILLISECONDS);
  if (period === 'DAY') return `day ${day}`;
  if (period === 'WEEK') return `week ${Math.floor((day - FIRST_SUNDAY_DAYS) / 7)}`;
  return `month ${new Date(at).toISOString().slice(0, 7)}`;
}
