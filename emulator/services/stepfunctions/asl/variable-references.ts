import { isObject, type Json, type JsonObject } from '../json.ts';
import { isExpression } from '../jsonata/expression.ts';

/** A variable in a path or an intrinsic call: `$name`, not `$.` or `$$`. */
const IN_PATH = /(?<![\w$])\$([A-Za-z_]\w*)/g;
/** A variable in a JSONata expression: `$name` that is not called. */
const IN_EXPRESSION = /\$([A-Za-z_]\w*)\b(?!\s*\()/g;
/** A name that the expression itself binds: `$x := …`, or a parameter of `function($x, $y)`. */
const BOUND = /\$([A-Za-z_]\w*)\s*:=|(?:function|λ)\s*\(([^)]*)\)/g;
const STRINGS = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** Workflows inside a state; their variables are listed under their own states. */
const INNER = new Set(['Branches', 'ItemProcessor', 'Iterator', 'States']);

/**
 * The variables that each state refers to, by the state's name, as DescribeStateMachine lists them
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html).
 */
export function variableReferences(definition: string): Record<string, string[]> {
  const result: Record<string, string[]> = {};
  visitStates(JSON.parse(definition) as Json, (name, state) => {
    const names = new Set<string>();
    collect(state, undefined, names);
    if (names.size > 0) result[name] = [...names].sort();
  });
  return result;
}

function visitStates(value: Json, visit: (name: string, state: JsonObject) => void): void {
  if (Array.isArray(value)) for (const item of value) visitStates(item, visit);
  if (!isObject(value)) return;
  const { States: states } = value;
  for (const [name, state] of Object.entries(isObject(states) ? states : {})) {
    if (!isObject(state)) continue;
    visit(name, state);
    for (const inner of [state.Branches, state.ItemProcessor, state.Iterator]) if (inner) visitStates(inner, visit);
  }
}

function collect(value: Json, field: string | undefined, names: Set<string>): void {
  if (typeof value === 'string') collectText(value, field, names);
  else if (Array.isArray(value)) for (const item of value) collect(item, field, names);
  else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) if (!INNER.has(name)) collect(member, name, names);
  }
}

function collectText(text: string, field: string | undefined, names: Set<string>): void {
  const value: Json = text;
  const isPath = field === 'Variable' || field?.endsWith('Path') || field?.endsWith('.$');
  if (isExpression(value)) collectExpression(text, names);
  else if (isPath) for (const [, name] of text.replace(STRINGS, '').matchAll(IN_PATH)) if (name) names.add(name);
}

function collectExpression(text: string, names: Set<string>): void {
  const code = text.replace(STRINGS, '""');
  const bound = new Set(['states']);
  for (const [, assigned, parameters] of code.matchAll(BOUND)) {
    if (assigned) bound.add(assigned);
    for (const parameter of parameters?.split(',') ?? []) bound.add(parameter.trim().slice(1));
  }
  for (const [, name] of code.matchAll(IN_EXPRESSION)) if (name && !bound.has(name)) names.add(name);
}
