import { TemplateError } from './errors.ts';

/**
 * Orders the resources of a template so that each comes after all that it needs; among those that are free to go, the
 * order of the template is kept.
 *
 * @param needs for each logical id those it depends on; all must be keys themselves
 * @throws TemplateError that prints the path of a cycle
 */
export function dependencyOrder(needs: ReadonlyMap<string, Iterable<string>>): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): void => {
    if (done.has(id)) return;
    if (path.includes(id)) throw cycle([...path.slice(path.indexOf(id)), id]);
    path.push(id);
    for (const needed of needs.get(id) ?? []) visit(needed);
    path.pop();
    done.add(id);
    order.push(id);
  };
  for (const id of needs.keys()) visit(id);
  return order;
}

const cycle = (path: readonly string[]): TemplateError =>
  new TemplateError(`Circular dependency between resources: [${path.join(' → ')}]`);
