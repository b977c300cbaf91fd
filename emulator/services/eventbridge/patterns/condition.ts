/** A leaf of an event: what a pattern compares. Objects and arrays are looked into, never compared themselves. */
export type Scalar = string | number | boolean | null;

/**
 * How an index finds the conditions that a value may satisfy. A hint may promise too much (the condition is tested
 * afterwards), never too little.
 */
export type Hint =
  /** The value itself; numbers by their comparable form. */
  | { readonly by: 'value'; readonly value: Scalar }
  /** The value in lower case. */
  | { readonly by: 'folded'; readonly text: string }
  | { readonly by: 'prefix' | 'suffix' | 'folded-prefix' | 'folded-suffix'; readonly text: string }
  /** A number whose comparable form lies in the closed range. */
  | { readonly by: 'number'; readonly low: number; readonly high: number }
  /** An IP address in the closed range, both as `addressKey` gives them. */
  | { readonly by: 'address'; readonly low: bigint; readonly high: bigint }
  /** Any value of the field may satisfy the condition. */
  | { readonly by: 'any' }
  /** The condition is satisfied by the field not being there. */
  | { readonly by: 'absence' };

/** One alternative that a field of an event may satisfy. */
export interface Condition {
  /** The condition as it stands in the pattern. */
  readonly source: unknown;
  readonly hint: Hint;
  test(value: Scalar): boolean;
}
