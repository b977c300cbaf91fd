import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Randomness } from '../scope.ts';

/** The kinds of argument that an intrinsic function takes, with the TypeScript type of each. */
interface Kinds {
  any: Json;
  array: Json[];
  boolean: boolean;
  number: number;
  object: JsonObject;
  scalar: null | boolean | number | string;
  string: string;
}
export type Kind = keyof Kinds;

/** What is wrong with an argument. The caller wraps it in States.IntrinsicFailure, with the call that failed. */
export class InvalidArgument extends Error {}

/** One function: its name, how many arguments it takes of which kind, and what it does with them. */
export interface Intrinsic {
  /** As written in a definition, such as `States.Format`. */
  readonly name: string;
  readonly minArguments: number;
  readonly maxArguments: number;
  /** The kind of the n-th argument; the last one stands for all that follow. */
  readonly kinds: readonly Kind[];
  readonly call: (args: readonly Json[], randomness: Randomness) => Json;
}

/** An intrinsic with a fixed number of arguments, the last `optional` of which may be left out. */
export function intrinsic<const K extends readonly Kind[]>(
  name: string,
  kinds: K,
  call: (args: { readonly [I in keyof K]: Kinds[K[I]] }, randomness: Randomness) => Json,
  { optional = 0 } = {},
): Intrinsic {
  return {
    name,
    minArguments: kinds.length - optional,
    maxArguments: kinds.length,
    kinds,
    // checkArguments has made sure of the kinds before every call
    call: call as Intrinsic['call'],
  };
}

const CHECKS: { readonly [K in Kind]: (value: Json) => boolean } = {
  any: () => true,
  array: Array.isArray,
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  object: isObject,
  scalar: (value) => typeof value !== 'object' || value === null,
  string: (value) => typeof value === 'string',
};

/** @throws InvalidArgument when an argument is of the wrong kind. */
export function checkArguments(of: Intrinsic, args: readonly Json[]): void {
  for (const [i, value] of args.entries()) {
    const kind = of.kinds[i] ?? of.kinds.at(-1) ?? 'any';
    if (!CHECKS[kind](value)) {
      throw new InvalidArgument(`Invalid argument ${i + 1}: a value of type ${kind} was expected.`);
    }
  }
}
