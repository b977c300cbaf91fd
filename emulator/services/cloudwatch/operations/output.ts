/** An output as an operation gives it: the SDK adds `$metadata` itself. */
export type Output<O> = Omit<O, '$metadata'>;
