import type { Focus } from 'jsonata';

/** A function that Step Functions adds to JSONata, or answers in its own way. */
export interface StateFunction {
  /** Without the `$`. */
  readonly name: string;
  /** The types of arguments and result, see https://docs.jsonata.org/embedding-extending#function-signature-syntax */
  readonly signature: string;
  // the signature is checked before every call, so that each function states the types it gets
  // biome-ignore lint/suspicious/noExplicitAny: the library's own type for a function with a signature
  readonly call: (this: Focus, ...args: any[]) => unknown;
}
