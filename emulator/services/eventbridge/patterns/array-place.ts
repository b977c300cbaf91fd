/**
 * In which elements of which arrays of an event a value stands, innermost first. Undefined stands for "in none".
 * Texts and numbers directly in an array are not bound to it: `{"tags": ["a", "b"]}` has both tags at once.
 */
export interface ArrayPlace {
  /** Number of the array in its event. */
  readonly array: number;
  readonly element: number;
  readonly outer: ArrayPlace | undefined;
}

/**
 * Whether a value at `place` may satisfy a pattern together with values at `soFar`: values of one match must not come
 * from different elements of the same array.
 *
 * @returns both places together, or null when they contradict each other
 */
export function join(soFar: ArrayPlace | undefined, place: ArrayPlace | undefined): ArrayPlace | undefined | null {
  if (!soFar || soFar === place) return place;
  let joined: ArrayPlace | undefined = soFar;
  for (let step = place; step; step = step.outer) {
    const element = elementOf(soFar, step.array);
    if (element === undefined) joined = { array: step.array, element: step.element, outer: joined };
    else if (element !== step.element) return null;
  }
  return joined;
}

function elementOf(place: ArrayPlace, array: number): number | undefined {
  for (let step: ArrayPlace | undefined = place; step; step = step.outer) {
    if (step.array === array) return step.element;
  }
  return undefined;
}
