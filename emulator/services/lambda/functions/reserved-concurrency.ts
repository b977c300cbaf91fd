import { constraintBroken, invalidParameter } from '../errors.ts';
import { ACCOUNT_CONCURRENCY, UNRESERVED_CONCURRENCY_MINIMUM } from '../limits.ts';
import type { FunctionStore } from './function-store.ts';

/**
 * Reserves a part of the account's concurrency for a function, or gives it back
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html).
 *
 * @throws AwsError InvalidParameterValueException when too little would be left for the others
 */
export function setReservedConcurrency(functions: FunctionStore, name: string, reserved: number | undefined): void {
  const { reservedConcurrency = 0, ...settings } = functions.settings(name);
  if (reserved === undefined) {
    functions.putSettings(settings);
    return;
  }
  if (reserved < 0) {
    throw constraintBroken(
      reserved,
      'reservedConcurrentExecutions',
      'Member must have value greater than or equal to 0',
    );
  }
  const others = functions.reservedConcurrency - reservedConcurrency;
  if (others + reserved > ACCOUNT_CONCURRENCY - UNRESERVED_CONCURRENCY_MINIMUM) {
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_CONCURRENCY_MINIMUM}].`,
    );
  }
  functions.putSettings({ ...settings, reservedConcurrency: reserved });
}
