import type { Account } from '../../../runtime/account.ts';
import type { Ids } from '../../../runtime/ids.ts';
import { functionNotFound } from '../errors.ts';
import { functionArn, parseFunctionName } from '../functions/function-name.ts';
import { type FunctionVersion, LATEST } from '../functions/function-record.ts';
import type { FunctionStore } from '../functions/function-store.ts';

/** What an invocation runs. */
export interface Target {
  readonly version: FunctionVersion;
  /** The function as it was named, with the qualifier. */
  readonly invokedArn: string;
  readonly qualifier?: string;
}

interface Deps {
  readonly account: Account;
  readonly functions: FunctionStore;
  readonly ids: Ids;
}

/**
 * The version that a name and qualifier stand for. An alias with weights chooses by chance
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html).
 *
 * @throws AwsError ResourceNotFoundException
 */
export function findTarget(
  name: string | undefined,
  qualifier: string | undefined,
  { account, functions, ids }: Deps,
): Target {
  const reference = parseFunctionName(name, qualifier);
  // Unlike other operations, Invoke names the version that it did not find also when the caller did not.
  if (!functions.has(reference.name)) throw functionNotFound(functionArn(account, { qualifier: LATEST, ...reference }));
  const invokedArn = functionArn(account, reference);
  const alias =
    reference.qualifier === undefined ? undefined : functions.findAlias(reference.name, reference.qualifier);
  const version = alias
    ? functions.version(reference.name, weighted(alias.version, alias.weights, ids))
    : functions.resolve(reference);
  return { version, invokedArn, ...(reference.qualifier === undefined ? {} : { qualifier: reference.qualifier }) };
}

function weighted(main: string, weights: Readonly<Record<string, number>>, ids: Ids): string {
  let left = ids.random();
  for (const [version, weight] of Object.entries(weights)) {
    left -= weight;
    if (left < 0) return version;
  }
  return main;
}
