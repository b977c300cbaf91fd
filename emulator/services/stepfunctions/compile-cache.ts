/** Distinct texts that one cache keeps. Definitions repeat the same few expressions; a generated flood of others must not grow for ever. */
const MAX_ENTRIES = 10_000;

/**
 * Remembers what `compile` made of a text. When the cache is full it starts afresh, which costs a recompilation and no bookkeeping
 * on the path that runs for every state.
 */
export function compileOnce<T>(compile: (text: string) => T): (text: string) => T {
  const compiled = new Map<string, T>();
  return (text) => {
    const known = compiled.get(text);
    if (known !== undefined) return known;
    const fresh = compile(text);
    if (compiled.size >= MAX_ENTRIES) compiled.clear();
    compiled.set(text, fresh);
    return fresh;
  };
}
