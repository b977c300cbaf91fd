import type { Fields } from '../asl/fields.ts';
import type { Failure } from '../engine/failure.ts';
import type { Visit } from '../engine/visit.ts';
import { errorEquals, matchesError } from './error-equals.ts';

/** Defaults and bounds: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const DEFAULT_INTERVAL_SECONDS = 1;
const DEFAULT_MAX_ATTEMPTS = 3;
const DEFAULT_BACKOFF_RATE = 2;
const MAX_INTERVAL_SECONDS = 99_999_999;
const MAX_ATTEMPTS = 99_999_999;
const MAX_DELAY_SECONDS = 31_622_400;

interface Retrier {
  readonly errors: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number;
  readonly fullJitter: boolean;
}

/** The `Retry` field (https://states-language.net/spec.html#retrying-after-error). */
export class Retry {
  readonly #retriers: readonly Retrier[];

  constructor(fields: Fields) {
    this.#retriers = fields.items('Retry').map(retrierOf);
    for (const [index, { errors }] of this.#retriers.entries()) {
      if (errors.includes('States.ALL') && index < this.#retriers.length - 1) {
        fields.invalid("'States.ALL' must appear alone, in the last retrier", 'Retry');
      }
    }
  }

  /**
   * Notes one more use of the first retrier that matches, if it has one left.
   * @returns how long to wait, in milliseconds, and which retrier it was; undefined when the failure stands
   */
  next(visit: Visit, failure: Failure): { readonly delayMilliseconds: number; readonly index: number } | undefined {
    const index = this.#retriers.findIndex(({ errors }) => matchesError(errors, failure));
    const retrier = this.#retriers[index];
    const used = visit.rehearsal?.retrierRetryCount ?? visit.retryCounts[index] ?? 0;
    if (!retrier || used >= retrier.maxAttempts) return undefined;
    visit.countRetry(index);
    const seconds = delaySeconds(retrier, used);
    const jittered = retrier.fullJitter ? visit.engine.ids.random() * seconds : seconds;
    return { delayMilliseconds: Math.round(jittered * 1_000), index };
  }
}

/** @param used how often the retrier was used before */
function delaySeconds({ intervalSeconds, backoffRate, maxDelaySeconds }: Retrier, used: number): number {
  return Math.min(intervalSeconds * backoffRate ** used, maxDelaySeconds);
}

function retrierOf(fields: Fields): Retrier {
  fields.require('ErrorEquals');
  const retrier: Retrier = {
    errors: errorEquals(fields),
    intervalSeconds: fields.integer('IntervalSeconds', 1, MAX_INTERVAL_SECONDS) ?? DEFAULT_INTERVAL_SECONDS,
    maxAttempts: fields.integer('MaxAttempts', 0, MAX_ATTEMPTS) ?? DEFAULT_MAX_ATTEMPTS,
    backoffRate: fields.number('BackoffRate', 1) ?? DEFAULT_BACKOFF_RATE,
    maxDelaySeconds: fields.integer('MaxDelaySeconds', 1) ?? Number.POSITIVE_INFINITY,
    fullJitter: fields.oneOf('JitterStrategy', ['FULL', 'NONE']) === 'FULL',
  };
  if (fields.has('MaxDelaySeconds')) {
    if (retrier.maxDelaySeconds >= MAX_DELAY_SECONDS || retrier.maxDelaySeconds <= retrier.intervalSeconds) {
      const range = `greater than 'IntervalSeconds' and less than ${MAX_DELAY_SECONDS}`;
      fields.invalid(`The field 'MaxDelaySeconds' should be ${range}`, 'MaxDelaySeconds');
    }
  }
  fields.finish();
  return retrier;
}
