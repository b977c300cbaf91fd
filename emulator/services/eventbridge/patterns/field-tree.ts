import type { ArrayPlace } from './array-place.ts';
import type { Scalar } from './condition.ts';

/** A field that patterns ask for, with the values that the event under examination has there. */
export class Field {
  readonly path: string;
  /** Read only while `reading` is the reader's own. */
  readonly values: Scalar[] = [];
  readonly places: (ArrayPlace | undefined)[] = [];
  /** Number of the event that `values` belong to. */
  reading = 0;
  /** How many branches use the field. */
  uses = 0;
  /** Called with each value as it is read, when an index listens. */
  listener: ((value: Scalar) => void) | undefined;

  constructor(path: string) {
    this.path = path;
  }
}

class Step {
  readonly steps = new Map<string, Step>();
  field: Field | undefined;
}

/**
 * The fields that a set of patterns asks for, as a tree of the steps of their paths. Reading an event visits only what
 * some pattern names, and each of the event's own keys at most once.
 *
 * A dot in a key and a step into an object are the same: `{"a.b": 1}` and `{"a": {"b": 1}}` both have the field a.b.
 */
export class FieldTree {
  readonly #root = new Step();
  #reading = 0;
  #arrays = 0;

  /** Number of the event read last: fields with another one have no value in it. */
  get reading(): number {
    return this.#reading;
  }

  /** Whether the event read last has values inside of arrays of objects, so that their places matter. */
  get hasPlaces(): boolean {
    return this.#arrays > 0;
  }

  field(path: string): Field {
    let step = this.#root;
    for (const name of path.split('.')) {
      const next = step.steps.get(name) ?? new Step();
      step.steps.set(name, next);
      step = next;
    }
    step.field ??= new Field(path);
    return step.field;
  }

  /** Forgets a field that nobody uses any more. */
  remove(path: string): void {
    prune(this.#root, path.split('.'), 0);
  }

  /** Puts the values of an event into the fields. */
  read(event: object): void {
    this.#reading += 1;
    this.#arrays = 0;
    this.#readObject(this.#root, event, undefined);
  }

  #readObject(step: Step, object: object, place: ArrayPlace | undefined): void {
    const { steps } = step;
    for (const key in object) {
      const next = steps.get(key) ?? (key.includes('.') ? stepInto(step, key) : undefined);
      if (next) this.#readValue(next, object[key as keyof typeof object], place);
    }
  }

  #readValue(step: Step, value: unknown, place: ArrayPlace | undefined): void {
    if (typeof value !== 'object' || value === null) {
      // JSON has nothing else than these.
      if (step.field) this.#add(step.field, value as Scalar, place);
    } else if (Array.isArray(value)) this.#readArray(step, value, place);
    else if (step.steps.size > 0) this.#readObject(step, value, place);
  }

  #readArray(step: Step, array: readonly unknown[], outer: ArrayPlace | undefined): void {
    let number = 0;
    for (let element = 0; element < array.length; element += 1) {
      const value = array[element];
      if (typeof value === 'object' && value !== null) {
        if (number === 0) {
          this.#arrays += 1;
          number = this.#arrays;
        }
        this.#readValue(step, value, { array: number, element, outer });
      } else if (step.field) this.#add(step.field, value as Scalar, outer);
    }
  }

  #add(field: Field, value: Scalar, place: ArrayPlace | undefined): void {
    if (field.reading !== this.#reading) {
      field.reading = this.#reading;
      field.values.length = 0;
      field.places.length = 0;
    }
    field.values.push(value);
    field.places.push(place);
    field.listener?.(value);
  }
}

function stepInto(step: Step, key: string): Step | undefined {
  let at: Step | undefined = step;
  for (const name of key.split('.')) at = at?.steps.get(name);
  return at;
}

/** Removes the steps that lead only to the removed field; answers whether the step itself is empty now. */
function prune(step: Step, names: readonly string[], depth: number): boolean {
  const name = names[depth];
  if (name === undefined) step.field = undefined;
  else {
    const next = step.steps.get(name);
    if (next && prune(next, names, depth + 1)) step.steps.delete(name);
  }
  return step.field === undefined && step.steps.size === 0;
}
