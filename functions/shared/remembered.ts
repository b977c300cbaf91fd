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

interface Memory {
  /** For how long an answer is remembered. */
  readonly seconds: number;
  /** How many answers are remembered; the oldest is forgotten first. */
  readonly atMost: number;
  /** Milliseconds, from anywhere. */
  readonly monotonic: () => number;
}

/**
 * The same for a question that is asked about several things.
 *
 * @param keyOf the same text for the same question
 */
export function rememberedBy<About, Value>(
  { seconds, atMost, monotonic }: Memory,
  keyOf: (about: About) => string,
  ask: (about: About) => Promise<Value>,
): (about: About) => Promise<Value> {
  const known = new Map<string, () => Promise<Value>>();
  return (about) => {
    const key = keyOf(about);
    const answer = known.get(key) ?? remembered(seconds, monotonic, () => ask(about));
    known.set(key, answer);
    const [oldest] = known.keys();
    if (known.size > atMost && oldest !== undefined) known.delete(oldest);
    return answer();
  };
}
