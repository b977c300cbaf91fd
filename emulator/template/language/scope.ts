import type { Account } from '../../runtime/account.ts';
import type { Unknown } from './unknown.ts';

/** What a template's expressions can see. */
export interface Scope {
  readonly account: Account;
  /** The value of a parameter, a pseudo-parameter or a resource. */
  ref(name: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean | Unknown;
  /** The two levels of a mapping, or undefined when the template has none of that name. */
  mapping(name: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** The value that another stack exports under this name. */
  imported(exportName: string): unknown;
  /** The output of another stack, exported or not. */
  stackOutput(stackName: string, outputName: string): unknown;
}
