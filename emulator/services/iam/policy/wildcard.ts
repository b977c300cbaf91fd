const compiled = new Map<string, RegExp>();

/** More patterns than any template has; past it the cache starts anew. */
const CACHED_PATTERNS = 10_000;

/**
 * Whether `text` fits an IAM pattern: `*` stands for any characters, `?` for one
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
 */
export function matchesWildcard(pattern: string, text: string, { ignoreCase = false } = {}): boolean {
  if (pattern === '*') return true;
  if (!/[*?]/.test(pattern)) return ignoreCase ? pattern.toLowerCase() === text.toLowerCase() : pattern === text;
  const key = ignoreCase ? `i:${pattern}` : pattern;
  let expression = compiled.get(key);
  if (!expression) {
    if (compiled.size > CACHED_PATTERNS) compiled.clear();
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '.*')
      .replace(/\?/g, '.');
    expression = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    compiled.set(key, expression);
  }
  return expression.test(text);
}
