import { isObject, type Json } from '../../json.ts';
import type { Scope } from '../../scope.ts';
import { statesOf } from '../evaluate.ts';
import { isNode, type Node, nodesIn } from '../syntax.ts';
import { type Answer, type Direct, hasOnly, UNDECIDED } from './answer.ts';

/** A name after a dot, and the number in brackets after it, if any. */
interface Step {
  readonly name: string;
  readonly index: number | undefined;
}

/** `$name` or `$name[0]`; for `$states` the object of all that the state may see. */
export function compileVariable(node: Node): Direct | undefined {
  const index = indexIn(node.predicate);
  const read = reader(node.value);
  if (read === undefined || index === 'other' || !hasOnly(node, 'value', 'predicate')) return undefined;
  return index === undefined ? read : (scope) => itemAt(read(scope), index);
}

/** `$states.input.a.b[0].c` and `$name.a.b`. */
export function compilePath(node: Node): Direct | undefined {
  const [first, second, ...others] = nodesIn(node.steps);
  if (first?.type !== 'variable' || second === undefined || !hasOnly(first, 'value') || !hasOnly(node, 'steps')) {
    return undefined;
  }
  const steps = [second, ...others].map(compileStep);
  const [member, ...rest] = steps.filter((step) => step !== undefined);
  if (member === undefined || rest.length + 1 < steps.length) return undefined;
  if (first.value === 'states') {
    const { name, index } = member;
    return (scope) =>
      follow(rest, index === undefined ? stateMember(scope, name) : itemAt(stateMember(scope, name), index));
  }
  const read = reader(first.value);
  return read && ((scope) => follow([member, ...rest], read(scope)));
}

function reader(name: unknown): Direct | undefined {
  // '' is the context item '$' and '$' its root '$$'
  if (typeof name !== 'string' || name === '' || name === '$') return undefined;
  // a copy, since the object that the library gets reads the Context object when it is asked for it
  if (name === 'states') return (scope) => ({ ...statesOf(scope) });
  return (scope) => {
    const value = scope.variables?.get(name);
    return value === undefined ? UNDECIDED : value;
  };
}

function compileStep(node: Node): Step | undefined {
  const index = indexIn(node.stages);
  const plain = node.type === 'name' && typeof node.value === 'string' && hasOnly(node, 'value', 'stages');
  return plain && index !== 'other' ? { name: String(node.value), index } : undefined;
}

/** The number of a single `[number]` filter; undefined when there is no filter. */
function indexIn(filters: unknown): number | undefined | 'other' {
  if (filters === undefined) return undefined;
  const [filter, ...more] = Array.isArray(filters) ? filters : [];
  if (!isNode(filter) || filter.type !== 'filter' || more.length > 0) return 'other';
  const { expr } = filter;
  return isNode(expr) && expr.type === 'number' && typeof expr.value === 'number' ? Math.floor(expr.value) : 'other';
}

function stateMember(scope: Scope, name: string): Json | undefined {
  switch (name) {
    case 'input':
      return scope.input;
    case 'context':
      return scope.context;
    case 'result':
      return scope.result;
    case 'errorOutput':
      return scope.errorOutput;
    default:
      return undefined;
  }
}

function follow(steps: readonly Step[], start: Answer): Answer {
  let value = start;
  for (const { name, index } of steps) {
    // a name after a list means every item of it: the library's business
    if (value === undefined || value === UNDECIDED || Array.isArray(value))
      return value === undefined ? undefined : UNDECIDED;
    value = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    if (index !== undefined) value = itemAt(value, index);
  }
  return value;
}

function itemAt(value: Answer, index: number): Answer {
  if (value === undefined) return undefined;
  return Array.isArray(value) ? value.at(index) : UNDECIDED;
}
