import type * as z from 'zod';
import type { FieldProblem } from './problem.ts';

/** As zod reports it, when it is asked to report what it was given, too. */
type Issue = z.core.$ZodIssue;

/**
 * What is wrong with each field, in words: the first problem of each, for those after it are only its consequences.
 *
 * @param place what stands before the path of a field: `body`
 */
export function problemsIn({ issues }: z.ZodError, place: string): FieldProblem[] {
  const firsts = new Map<string, FieldProblem>();
  for (const { path, message } of issues.flatMap(explained)) {
    const field = [place, ...path].join('.');
    if (!firsts.has(field)) firsts.set(field, { field, message });
  }
  return [...firsts.values()];
}

/** What fits none of several shapes was meant as the one that it comes closest to, if that can be said. */
function explained(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const [closest] = issue.errors.map((issues) => issues.flatMap(explained)).sort((a, b) => distance(a) - distance(b));
  if (!closest || distance(closest) >= 0) return [issue];
  return closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** How far from a shape something is that has these issues: less than nothing when it is clear that it was meant. */
function distance(issues: readonly Issue[]): number {
  const depth = Math.max(0, ...issues.map(({ path }) => path.length));
  const lacksSomething = issues.some(({ path, input }) => path.length <= 1 && input === undefined);
  return lacksSomething || depth === 0 ? 0 : -depth;
}
