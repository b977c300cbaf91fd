import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Fields } from './fields.ts';

/** A way out of a state: the field that names the next one, and where it stands. */
interface Transition {
  readonly field: string;
  readonly location: string;
  readonly target: string;
}

/** Reports transitions that lead nowhere, states that nothing leads to, and a workflow without an end. */
export function checkTransitions(fields: Fields, startAt: string, states: JsonObject): void {
  const { diagnostics } = fields;
  const root = fields.at('States');
  const before = diagnostics.errors().length;
  if (!Object.hasOwn(states, startAt)) {
    diagnostics.error('MISSING_TRANSITION_TARGET', `Missing 'StartAt' target: ${startAt}`, fields.at('StartAt'));
  }
  const reached = new Set([startAt]);
  for (const [name, state] of Object.entries(states)) {
    for (const { field, location, target } of transitionsOf(state, `${root}/${name}`)) {
      reached.add(target);
      if (Object.hasOwn(states, target)) continue;
      diagnostics.error('MISSING_TRANSITION_TARGET', `Missing '${field}' target: ${target}`, location);
    }
  }
  for (const name of Object.keys(states)) {
    if (reached.has(name)) continue;
    diagnostics.error('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, `${root}/${name}`);
  }
  // A transition that leads nowhere may be the very end that is missing.
  if (diagnostics.errors().length === before && !Object.values(states).some(mayEnd)) {
    diagnostics.error('MISSING_END_STATE', 'The workflow has no state that ends it', fields.location);
  }
}

function mayEnd(state: Json): boolean {
  return !isObject(state) || state.End === true || state.Type === 'Succeed' || state.Type === 'Fail';
}

function transitionsOf(state: Json, location: string): Transition[] {
  if (!isObject(state)) return [];
  return [
    ...transition(state, 'Next', location),
    ...transition(state, 'Default', location),
    ...listed(state.Catch, `${location}/Catch`),
    ...listed(state.Choices, `${location}/Choices`),
  ];
}

function listed(list: Json | undefined, location: string): Transition[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item, index) => (isObject(item) ? transition(item, 'Next', `${location}[${index}]`) : []));
}

function transition(object: JsonObject, field: string, location: string): Transition[] {
  const target = object[field];
  return typeof target === 'string' ? [{ field, location: `${location}/${field}`, target }] : [];
}
