import { type ArrayPlace, join } from './array-place.ts';
import type { Condition } from './condition.ts';
import type { Field } from './field-tree.ts';

/** A field of a branch with what it must satisfy. */
export interface Demand {
  readonly field: Field;
  readonly conditions: readonly Condition[];
  /** Whether `{"exists": false}` is among the conditions. */
  readonly mayBeAbsent: boolean;
}

/** Demands in the order in which AWS tries them, which matters where absence meets arrays: by path. */
export const inOrder = (demands: Demand[]): Demand[] =>
  demands.sort((a, b) => (a.field.path < b.field.path ? -1 : Number(a.field.path > b.field.path)));

/**
 * Whether the event read last satisfies all demands of a branch.
 *
 * @param reading the number of the event, see FieldTree.reading
 */
export function matchBranch(demands: readonly Demand[], reading: number, hasPlaces: boolean): boolean {
  if (hasPlaces) return matchFrom(demands, 0, undefined, reading);
  for (let index = 0; index < demands.length; index += 1) {
    const demand = demands[index];
    if (demand && !isMet(demand, reading)) return false;
  }
  return true;
}

/** Whether a demand is met, looked at alone. */
export function isMet({ field, conditions, mayBeAbsent }: Demand, reading: number): boolean {
  if (field.reading !== reading) return mayBeAbsent;
  const { values } = field;
  for (let index = 0; index < values.length; index += 1) {
    if (satisfies(conditions, values[index] ?? null)) return true;
  }
  return false;
}

function satisfies(conditions: readonly Condition[], value: string | number | boolean | null): boolean {
  for (let index = 0; index < conditions.length; index += 1) {
    if (conditions[index]?.test(value)) return true;
  }
  return false;
}

/** The same with arrays of objects: the values that meet the demands must fit together. */
function matchFrom(demands: readonly Demand[], index: number, soFar: ArrayPlace | undefined, reading: number): boolean {
  const demand = demands[index];
  if (!demand) return true;
  const { field, conditions, mayBeAbsent } = demand;
  const present = field.reading === reading;
  if (mayBeAbsent && (!present || isAbsentAt(field, soFar)) && matchFrom(demands, index + 1, soFar, reading)) {
    return true;
  }
  if (!present) return false;
  let tried: ArrayPlace | undefined | null = null;
  for (let at = 0; at < field.values.length; at += 1) {
    const place = field.places[at];
    // Neighbours in one place lead to the same continuation.
    if (place === tried) continue;
    const joined = join(soFar, place);
    if (joined === null || !satisfies(conditions, field.values[at] ?? null)) continue;
    tried = place;
    if (matchFrom(demands, index + 1, joined ?? soFar, reading)) return true;
  }
  return false;
}

function isAbsentAt(field: Field, soFar: ArrayPlace | undefined): boolean {
  return field.places.every((place) => join(soFar, place) === null);
}
