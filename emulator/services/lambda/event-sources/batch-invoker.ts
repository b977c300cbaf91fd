import { AwsError } from '../../../door/errors.ts';
import type { Account } from '../../../runtime/account.ts';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { failedItems } from '../../event-sources/partial-failures.ts';
import type { FunctionStore } from '../functions/function-store.ts';
import type { Invoker } from '../invocation/invoker.ts';
import { findTarget } from '../invocation/target.ts';
import type { Mapping } from './mapping.ts';

/** What a function made of a batch. */
export type BatchResult =
  /** `failed` holds the identifiers of records that the function says it failed on. */
  | { readonly kind: 'answered'; readonly failed: ReadonlySet<string>; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** There was no concurrency for it. */
  | { readonly kind: 'throttled' };

/** An invocation that failed as a whole, or whose answer says so. */
export interface Failure {
  readonly requestId: string;
  readonly executedVersion: string;
  /** Null when the function answered, but not that it worked all. */
  readonly functionError: 'Unhandled' | null;
  readonly message: string;
}

interface Deps {
  readonly account: Account;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly functions: FunctionStore;
  readonly invoker: Invoker;
}

/** Hands batches to functions and reads their answers. */
export class BatchInvoker {
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * @param identify how the function's answer names a record
   * @throws AwsError when there is no such function
   */
  async invoke<R>(mapping: Mapping, records: readonly R[], identify: (record: R) => string): Promise<BatchResult> {
    const { ids, invoker } = this.#deps;
    const requestId = ids.uuid();
    const { name, qualifier } = mapping.function;
    const { version, invokedArn } = findTarget(name, qualifier, this.#deps);
    const payload = JSON.stringify({ Records: records });
    try {
      const result = await invoker.invoke({ version, invokedArn, payload, requestId });
      const failure = { requestId, executedVersion: version.version };
      if (result.error) {
        const message = result.error.errorMessage;
        return { kind: 'failed', failure: { ...failure, functionError: 'Unhandled', message } };
      }
      const failed = mapping.reportsItemFailures ? failedOf(result.payload, records.map(identify)) : new Set<string>();
      const partial = { ...failure, functionError: null, message: 'The function named records that failed' };
      return failed === 'all'
        ? {
            kind: 'failed',
            failure: { ...partial, message: 'The function’s answer is no list of records that failed' },
          }
        : { kind: 'answered', failed, failure: partial };
    } catch (error) {
      if (error instanceof AwsError && error.code === 'TooManyRequestsException') return { kind: 'throttled' };
      throw error;
    }
  }
}

const failedOf = (payload: Uint8Array, identifiers: readonly string[]) =>
  failedItems(Buffer.from(payload).toString('utf8'), new Set(identifiers));
