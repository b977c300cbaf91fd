import type * as z from 'zod';

/** What is wrong with each field, in words: the first problem of each, for those after it are only its consequences. */
export function problemsOf({ issues }: z.ZodError, prefix: readonly string[] = []): string {
  const firsts = new Map<string, string>();
  for (const { path, message } of issues) {
    const field = [...prefix, ...path].join('.');
    if (!firsts.has(field)) firsts.set(field, field ? `${field}: ${message}` : message);
  }
  return [...firsts.values()].join('. ');
}
