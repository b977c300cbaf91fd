import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Filter, Step } from './syntax.ts';

/** What a path selects from `start`: one value or undefined when `definite`, else the list of all. */
export function select(steps: readonly Step[], definite: boolean, start: Json, root: Json): Json | undefined {
  return definite ? selectOne(steps, start) : selectAll(steps, start, root);
}

function selectOne(steps: readonly Step[], start: Json): Json | undefined {
  let value: Json | undefined = start;
  for (const step of steps) {
    if (value === undefined) return undefined;
    if (step.kind === 'field') value = field(value, step.name);
    else if (step.kind === 'index') value = item(value, step.index);
    else [value] = next(step, value, start);
  }
  return value;
}

function selectAll(steps: readonly Step[], start: Json, root: Json): Json[] {
  let values = [start];
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i];
    const after = steps[i + 1];
    if (step === undefined) break;
    if (step.kind !== 'descend') {
      values = values.flatMap((value) => next(step, value, root, i === steps.length - 1));
    } else if (after !== undefined) {
      values = values.flatMap((value) => descend(value, after, root));
      i++;
    }
  }
  return values;
}

function field(value: Json, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function item(value: Json, index: number): Json | undefined {
  return Array.isArray(value) ? value.at(index) : undefined;
}

/** The values that one step leads to from `value`. */
function next(step: Step, value: Json, root: Json, last = true): Json[] {
  switch (step.kind) {
    case 'field':
      return present(field(value, step.name));
    case 'fields':
      return last ? merged(step.names, value) : step.names.flatMap((name) => present(field(value, name)));
    case 'index':
      return present(item(value, step.index));
    case 'indexes':
      return step.indexes.flatMap((index) => present(item(value, index)));
    case 'slice':
      return slice(value, step.from, step.to);
    case 'wildcard':
      return children(value);
    case 'filter':
      return keep(step.filter, value, root);
    case 'function':
      return present(applyFunction(step.name, value));
    case 'descend':
      return descendants(value);
  }
}

function present(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

function merged(names: readonly string[], value: Json): Json[] {
  if (!isObject(value)) return [];
  const found: JsonObject = Object.fromEntries(
    names.filter((name) => Object.hasOwn(value, name)).map((name) => [name, value[name] ?? null]),
  );
  return [found];
}

/** With one bound a slice counts from the end for a negative number; with two, every index between them is read as an index of its own. */
function slice(value: Json, from: number | undefined, to: number | undefined): Json[] {
  if (!Array.isArray(value)) return [];
  if (from === undefined || to === undefined) return value.slice(from, to);
  const found: Json[] = [];
  for (let index = Math.max(from, -value.length); index < Math.min(to, value.length); index++) {
    found.push(...present(value.at(index)));
  }
  return found;
}

function children(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}

/** Arrays are filtered item by item; an object is kept or not as a whole. */
function keep(filter: Filter, value: Json, root: Json): Json[] {
  if (Array.isArray(value)) return value.filter((candidate) => filter(candidate, root));
  return isObject(value) && filter(value, root) ? [value] : [];
}

function descendants(value: Json): Json[] {
  return [value, ...children(value).flatMap(descendants)];
}

/** `..` with the step after it. A filter keeps each object where it stands, so that an item of an array is not met twice. */
function descend(value: Json, step: Step, root: Json): Json[] {
  return descendants(value).flatMap((node) =>
    step.kind === 'filter' && Array.isArray(node) ? [] : next(step, node, root),
  );
}

/**
 * The path functions that AWS evaluates. Its numeric ones (`min`, `max`, `avg`, `sum`, `stddev`) find nothing there, see
 * https://repost.aws/questions/QUYiQKP0XfThWEc_ahsMnLOA, and so they do here.
 */
function applyFunction(name: string, value: Json): Json | undefined {
  if (name === 'length' || name === 'size') {
    if (Array.isArray(value) || typeof value === 'string') return value.length;
    return isObject(value) ? Object.keys(value).length : undefined;
  }
  return name === 'keys' && isObject(value) ? Object.keys(value) : undefined;
}
