import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Fields } from './fields.ts';

/** A way out of a state: where it stands, and the state that it names. */
interface Transition {
  readonly location: string;
  readonly target: string;
}

/** Reports transitions that lead nowhere, states that nothing leads to, and a workflow without an end. */
export function checkTransitions(fields: Fields, startAt: string, states: JsonObject): void {
  const { diagnostics } = fields;
  const root = fields.at('States');
  if (!Object.hasOwn(states, startAt)) {
    diagnostics.error('MISSING_TRANSITION_TARGET', missing(startAt), fields.at('StartAt'));
  }
  const reached = new Set([startAt]);
  for (const [name, state] of Object.entries(states)) {
    for (const { location, target } of transitionsOf(state, `${root}/${name}`)) {
      reached.add(target);
      if (Object.hasOwn(states, target)) continue;
      diagnostics.error('MISSING_TRANSITION_TARGET', missing(target), location);
    }
  }
  if (!Object.values(states).some(mayEnd)) {
    diagnostics.error('MISSING_END_STATE', 'Workflow has no terminal state', undefined);
    return;
  }
  for (const name of Object.keys(states)) {
    if (reached.has(name)) continue;
    diagnostics.error('MISSING_TRANSITION_TARGET', `State "${name}" is not reachable.`, `${root}/${name}`);
  }
}

/** AWS says `Next` of every field that names a state. */
const missing = (target: string) => `Missing 'Next' target: ${target}`;

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
  return typeof target === 'string' ? [{ location: `${location}/${field}`, target }] : [];
}
