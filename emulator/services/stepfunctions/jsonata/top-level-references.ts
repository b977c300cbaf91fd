import { children, isNode, type Node, nodesIn } from './syntax.ts';

/**
 * What an expression reads from the context item, which a state does not have: AWS refuses `name`, `*`, `**`, `%`, `$` and `$$`
 * where no path or function gives them something to refer to. Answers them as written.
 */
export function topLevelReferences(node: Node): string[] {
  const here = referenceOf(node);
  if (here !== undefined) return [here];
  if (node.type === 'path') return nodesIn(node.steps).slice(0, 1).flatMap(topLevelReferences);
  if (node.type === 'transform') return [];
  return children(withoutStages(node)).flatMap(topLevelReferences);
}

function referenceOf(node: Node): string | undefined {
  switch (node.type) {
    case 'name':
    case 'wildcard':
    case 'descendant':
      return String(node.value);
    case 'parent':
      return '%';
    case 'variable':
      return node.value === '' || node.value === '$' ? `$${node.value}` : undefined;
    default:
      return undefined;
  }
}

/** A node without the parts that are evaluated for each item of a list: predicates, a grouping, what an arrow binds. */
function withoutStages(node: Node): Node {
  const { predicate, stages, group, ...rest } = node;
  return isNode(rest) ? rest : node;
}
