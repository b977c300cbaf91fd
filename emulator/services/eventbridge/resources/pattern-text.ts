/** An event pattern as text; templates have it as an object or, seldom, as text. */
export const patternText = (pattern: unknown): string | undefined =>
  pattern === undefined || typeof pattern === 'string' ? pattern : JSON.stringify(pattern);
