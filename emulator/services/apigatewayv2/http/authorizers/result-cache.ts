import type { Clock } from '../../../../runtime/clock.ts';
import type { AuthorizerAnswer } from './policy-answer.ts';

interface Kept {
  readonly answer: AuthorizerAnswer;
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Results of one stage beyond which the oldest are dropped. */
const KEPT_RESULTS = 5_000;

/** Authorizers' answers by the identity that they were asked about, for as long as the authorizer says. */
export class ResultCache {
  readonly #clock: Clock;
  readonly #stages = new Map<string, Map<string, Kept>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @param stage `<apiId>/<stage>` */
  get(stage: string, key: string): AuthorizerAnswer | undefined {
    const kept = this.#stages.get(stage)?.get(key);
    return kept && kept.until > this.#clock.now() ? kept.answer : undefined;
  }

  set(stage: string, key: string, answer: AuthorizerAnswer, ttlSeconds: number): void {
    const results = this.#stages.get(stage) ?? new Map<string, Kept>();
    this.#stages.set(stage, results);
    results.delete(key);
    for (const oldest of results.keys()) {
      if (results.size < KEPT_RESULTS) break;
      results.delete(oldest);
    }
    results.set(key, { answer, until: this.#clock.now() + ttlSeconds * 1_000 });
  }

  reset(stage: string): void {
    this.#stages.delete(stage);
  }

  /** Forgets all stages of an API. */
  forget(apiId: string): void {
    for (const stage of this.#stages.keys()) if (stage.startsWith(`${apiId}/`)) this.#stages.delete(stage);
  }
}
