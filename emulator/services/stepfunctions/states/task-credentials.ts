import type { StateFields } from '../asl/state-fields.ts';
import { chain, type MaybePromise } from '../engine/maybe-promise.ts';
import { isObject, type Json } from '../json.ts';
import { compileTemplate as compileJsonata } from '../jsonata/template.ts';
import { compileTemplate as compileJsonPath } from '../jsonpath/payload-template.ts';
import type { Scope } from '../scope.ts';
import { templateAt } from './jsonpath-flow.ts';

/** The role that a task acts as instead of the execution's, or undefined. */
export type CredentialsReader = (scope: Scope) => MaybePromise<string | undefined>;

/** `Credentials: {RoleArn}` (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html). */
export function credentialsReader(fields: StateFields): CredentialsReader {
  const credentials = fields.record('Credentials');
  if (!credentials) return () => undefined;
  if (credentials.RoleArn === undefined && credentials['RoleArn.$'] === undefined) {
    fields.invalid("The field 'RoleArn' is required but was missing", 'Credentials');
  }
  const evaluate = templateAt<(scope: Scope) => MaybePromise<Json>>(fields, 'Credentials', () =>
    fields.isJsonata ? compileJsonata(credentials, 'Credentials') : compileJsonPath(credentials),
  );
  return (scope) => chain(evaluate?.(scope) ?? null, (value) => (isObject(value) ? textOf(value.RoleArn) : undefined));
}

const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined);
