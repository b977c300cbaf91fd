/** A node of the tree that the JSONata library makes of an expression. Which members it has depends on its type. */
export interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly [member: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The nodes in a member that holds one node, a list of them, or lists of lists (the pairs of an object constructor). */
export function nodesIn(member: unknown): Node[] {
  if (Array.isArray(member)) return member.flatMap(nodesIn);
  if (isNode(member)) return [member];
  // a grouping or a sort term wraps its nodes in an object without a type
  return typeof member === 'object' && member !== null && !(member instanceof RegExp)
    ? Object.values(member).flatMap(nodesIn)
    : [];
}

/** The nodes directly below a node. */
export function children(node: Node): Node[] {
  return Object.values(node).flatMap(nodesIn);
}

/** The names, without `$`, of all variables and functions that an expression mentions, its own local ones included. */
export function variableNames(node: Node, names = new Set<string>()): Set<string> {
  if (node.type === 'variable' && typeof node.value === 'string') names.add(node.value);
  for (const child of children(node)) variableNames(child, names);
  return names;
}

/** The members of `$states` that an expression reads by name. */
export function statesMembers(node: Node): string[] {
  const [first, second] = node.type === 'path' ? nodesIn(node.steps) : [];
  const here = first?.type === 'variable' && first.value === 'states' && second?.type === 'name';
  return [...(here ? [String(second.value)] : []), ...children(node).flatMap(statesMembers)];
}

/** How deep the parts of an expression nest. */
export function nesting(node: Node): number {
  return 1 + children(node).reduce((deepest, child) => Math.max(deepest, nesting(child)), 0);
}
