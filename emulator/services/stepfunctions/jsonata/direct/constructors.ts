import { type Json, type JsonObject, setMember } from '../../json.ts';
import { isNode, type Node } from '../syntax.ts';
import { type Compile, type Direct, hasOnly, UNDECIDED } from './answer.ts';

/** `{…}` with literal names, `[…]`, or a minus sign. */
export function compileConstructor(node: Node, compile: Compile): Direct | undefined {
  switch (node.value) {
    case '{':
      return compileObject(node, compile);
    case '[':
      return compileList(node, compile);
    case '-':
      return compileMinus(node, compile);
    default:
      return undefined;
  }
}

function compileMinus(node: Node, compile: Compile): Direct | undefined {
  const operand = compile(node.expression);
  if (operand === undefined || !hasOnly(node, 'value', 'expression')) return undefined;
  return (scope) => {
    const value = operand(scope);
    return typeof value === 'number' && Number.isFinite(value) ? -value : UNDECIDED;
  };
}

function compileObject(node: Node, compile: Compile): Direct | undefined {
  const pairs = Array.isArray(node.lhs) ? node.lhs.map((pair) => compilePair(pair, compile)) : [];
  const members = pairs.filter((pair) => pair !== undefined);
  const distinct = new Set(members.map(({ name }) => name));
  if (!hasOnly(node, 'value', 'lhs') || distinct.size < pairs.length) return undefined;
  return (scope) => {
    const object: JsonObject = {};
    for (const { name, read } of members) {
      const value = read(scope);
      if (value === UNDECIDED) return UNDECIDED;
      if (value !== undefined) setMember(object, name, value);
    }
    return object;
  };
}

function compilePair(pair: unknown, compile: Compile): { name: string; read: Direct } | undefined {
  const [key, value] = Array.isArray(pair) ? pair : [];
  const read = compile(value);
  // the library reserves names such as _jsonata_lambda
  const literal = isNode(key) && key.type === 'string' && hasOnly(key, 'value') && typeof key.value === 'string';
  if (read === undefined || !literal || String(key.value).startsWith('_jsonata')) return undefined;
  return { name: String(key.value), read };
}

/** An item that is a list constructor stays a list; any other list is joined to the result. */
function compileList(node: Node, compile: Compile): Direct | undefined {
  const expressions = Array.isArray(node.expressions) ? node.expressions.filter(isNode) : [];
  const items = expressions.map((expression) => ({ read: compile(expression), nested: expression.value === '[' }));
  if (!hasOnly(node, 'value', 'expressions') || items.some(({ read }) => read === undefined)) return undefined;
  return (scope) => {
    const list: Json[] = [];
    for (const { read, nested } of items) {
      const value = read?.(scope);
      if (value === UNDECIDED) return UNDECIDED;
      if (Array.isArray(value) && !nested) list.push(...value);
      else if (value !== undefined) list.push(value);
    }
    return list;
  };
}
