import { isObject, type Json, type JsonObject } from '../../../../emulator/services/stepfunctions/json.ts';

/**
 * A made-up workflow as a definition may have it: names are unique in the whole definition, and states that nothing
 * leads to are gone.
 */
export function tidied(workflow: JsonObject, prefix = ''): JsonObject {
  const states = objectOf(workflow.States);
  const kept: [string, Json][] = [];
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    const state = states[name];
    if (state === undefined || !isObject(state)) return;
    kept.push([`${prefix}${name}`, renamed(state, `${prefix}${name}`, (target) => `${prefix}${target}`)]);
    for (const target of targetsOf(state)) visit(target);
  };
  visit(String(workflow.StartAt));
  return { ...workflow, StartAt: `${prefix}${workflow.StartAt}`, States: Object.fromEntries(kept) };
}

/** Where a state may lead. */
function targetsOf(state: JsonObject): string[] {
  const further = [...listOf(state.Choices), ...listOf(state.Catch)].map(({ Next }) => Next);
  return [state.Next, state.Default, ...further].filter((target): target is string => typeof target === 'string');
}

function renamed(state: JsonObject, name: string, rename: (target: string) => string): JsonObject {
  const result: JsonObject = { ...state };
  for (const member of ['Next', 'Default']) {
    const target = state[member];
    if (typeof target === 'string') result[member] = rename(target);
  }
  for (const member of ['Choices', 'Catch']) {
    if (state[member] !== undefined) {
      result[member] = listOf(state[member]).map((item) => ({ ...item, Next: rename(String(item.Next)) }));
    }
  }
  if (state.Branches !== undefined) {
    result.Branches = listOf(state.Branches).map((branch, index) => tidied(branch, `${name}.${index}.`));
  }
  if (state.ItemProcessor !== undefined) result.ItemProcessor = tidied(objectOf(state.ItemProcessor), `${name}.`);
  return result;
}

const objectOf = (value: Json | undefined): JsonObject => (value !== undefined && isObject(value) ? value : {});
const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);
