import type { FunctionEventInvokeConfig } from '@aws-sdk/client-lambda';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import { constraintBroken, invalidParameter, resourceNotFound } from '../errors.ts';
import { DEFAULT_ASYNC_RETRIES, DEFAULT_EVENT_AGE_SECONDS, SHORTEST_EVENT_AGE_SECONDS } from '../limits.ts';
import { type FunctionReference, functionArn } from './function-name.ts';
import { type EventInvokeConfig, LATEST } from './function-record.ts';
import type { FunctionStore } from './function-store.ts';

export interface EventInvokeInput {
  readonly MaximumRetryAttempts?: number | undefined;
  readonly MaximumEventAgeInSeconds?: number | undefined;
  readonly DestinationConfig?:
    | {
        readonly OnSuccess?: { readonly Destination?: string | undefined } | undefined;
        readonly OnFailure?: { readonly Destination?: string | undefined } | undefined;
      }
    | undefined;
}

interface Options {
  readonly account: Account;
  readonly clock: Clock;
  readonly functions: FunctionStore;
}

/** How asynchronous events of a function, version or alias are treated. */
export class EventInvokeConfigs {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** @param base what stays where the input says nothing; undefined replaces the whole configuration */
  put(
    { name, qualifier = LATEST }: FunctionReference,
    input: EventInvokeInput,
    base?: EventInvokeConfig,
  ): EventInvokeConfig {
    const { functions, clock } = this.#options;
    functions.resolve({ name, qualifier });
    const retries =
      within(input.MaximumRetryAttempts, 'maximumRetryAttempts', 0, DEFAULT_ASYNC_RETRIES) ?? base?.retries;
    const ageSeconds =
      within(
        input.MaximumEventAgeInSeconds,
        'maximumEventAgeInSeconds',
        SHORTEST_EVENT_AGE_SECONDS,
        DEFAULT_EVENT_AGE_SECONDS,
      ) ?? base?.ageSeconds;
    const onSuccess = destination(input.DestinationConfig?.OnSuccess?.Destination) ?? base?.onSuccess;
    const onFailure = destination(input.DestinationConfig?.OnFailure?.Destination) ?? base?.onFailure;
    const config = {
      functionName: name,
      qualifier,
      lastModified: clock.now(),
      ...(retries === undefined ? {} : { retries }),
      ...(ageSeconds === undefined ? {} : { ageSeconds }),
      ...(onSuccess ? { onSuccess } : {}),
      ...(onFailure ? { onFailure } : {}),
    };
    functions.putInvokeConfig(config);
    return config;
  }

  /** @throws AwsError ResourceNotFoundException */
  get({ name, qualifier = LATEST }: FunctionReference): EventInvokeConfig {
    const { functions, account } = this.#options;
    functions.settings(name);
    const found = functions.invokeConfig(name, qualifier);
    if (found) return found;
    const arn = functionArn(account, { name, qualifier });
    throw resourceNotFound(`The function ${arn} doesn't have an EventInvokeConfig`);
  }

  delete(reference: FunctionReference): void {
    const { functionName, qualifier } = this.get(reference);
    this.#options.functions.deleteInvokeConfig(functionName, qualifier);
  }

  describe({ functionName: name, qualifier, lastModified, ...config }: EventInvokeConfig): FunctionEventInvokeConfig {
    const { account } = this.#options;
    return {
      FunctionArn: functionArn(account, { name, qualifier }),
      LastModified: new Date(lastModified),
      ...(config.retries === undefined ? {} : { MaximumRetryAttempts: config.retries }),
      ...(config.ageSeconds === undefined ? {} : { MaximumEventAgeInSeconds: config.ageSeconds }),
      DestinationConfig: {
        OnSuccess: config.onSuccess ? { Destination: config.onSuccess } : {},
        OnFailure: config.onFailure ? { Destination: config.onFailure } : {},
      },
    };
  }
}

function within(value: number | undefined, member: string, lowest: number, highest: number): number | undefined {
  if (value === undefined || (value >= lowest && value <= highest)) return value;
  const constraint = value < lowest ? `greater than or equal to ${lowest}` : `less than or equal to ${highest}`;
  throw constraintBroken(value, member, `Member must have value ${constraint}`);
}

function destination(target: string | undefined): string | undefined {
  if (!target || /^arn:[^:]+:(sqs|sns|lambda|events|s3):/.test(target)) return target;
  throw invalidParameter(
    `The destination ARN ${target} is invalid; it names a queue, topic, function, event bus or bucket.`,
  );
}
