/**
 * Remembers what a slow question was answered, for some seconds, in this execution environment: whoever asks meanwhile, or at the same
 * time, is given the same. What failed is not remembered.
 *
 * @param monotonic milliseconds, from anywhere
 */
export function remembered<Value>(
  seconds: number,
  monotonic: () => number,
  ask: () => Promise<Value>,
): () => Promise<Value> {
  let known: { readonly until: number; readonly value: Promise<Value> } | undefined;
  return () => {
    if (known && monotonic() < known.until) return known.value;
    const asked = { until: monotonic() + seconds * 1000, value: ask() };
    known = asked;
    asked.value.catch(() => {
      if (known === asked) known = undefined;
    });
    return asked.value;
  };
}
