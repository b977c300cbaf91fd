import type { Json, JsonObject } from '../json.ts';
import type { Variables } from '../scope.ts';

/**
 * The variables of one level of a workflow: the top, a branch, an iteration. Inner levels read those of the outer
 * ones; each writes only its own (States language, "Scope").
 */
export class VariableScope implements Variables {
  readonly #outer: VariableScope | undefined;
  #own: Map<string, Json> | undefined;

  constructor(outer?: VariableScope, own?: JsonObject) {
    this.#outer = outer;
    if (own) this.assign(own);
  }

  get(name: string): Json | undefined {
    return this.#own?.get(name) ?? this.#outerValue(name);
  }

  #outerValue(name: string): Json | undefined {
    // A variable that holds null is set: `??` alone would look further out for it.
    if (this.#own?.has(name)) return null;
    return this.#outer?.get(name);
  }

  assign(values: JsonObject): void {
    this.#own ??= new Map();
    for (const name of Object.keys(values)) this.#own.set(name, values[name] ?? null);
  }

  /** What this level has set itself. */
  own(): JsonObject | undefined {
    return this.#own && Object.fromEntries(this.#own);
  }
}
