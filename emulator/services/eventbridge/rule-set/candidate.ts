import type { Demand } from '../patterns/match-branch.ts';

/** A branch of a rule's pattern, as the index keeps it. */
export interface Candidate<T = unknown> {
  readonly rule: T;
  readonly demands: readonly Demand[];
  /** Whether the pattern has further branches, so that the rule may come up twice. */
  readonly oneOfMany: boolean;
  /** Number of the event for which it was found last, so that it is tested once. */
  found: number;
}

/** Where an index puts the candidates that a value brings up. */
export class Findings {
  /** Number of the event under examination. */
  reading = 0;
  readonly candidates: Candidate[] = [];

  start(reading: number): void {
    this.reading = reading;
    this.candidates.length = 0;
  }

  addAll(candidates: readonly Candidate[]): void {
    for (let index = 0; index < candidates.length; index += 1) {
      const candidate = candidates[index];
      if (candidate) this.add(candidate);
    }
  }

  add(candidate: Candidate): void {
    if (candidate.found === this.reading) return;
    candidate.found = this.reading;
    this.candidates.push(candidate);
  }
}

/** Lists of candidates under keys. */
export class Postings<K> {
  readonly #lists = new Map<K, Candidate[]>();

  get size(): number {
    return this.#lists.size;
  }

  get(key: K): readonly Candidate[] | undefined {
    return this.#lists.get(key);
  }

  add(key: K, candidate: Candidate): void {
    const list = this.#lists.get(key);
    if (list) list.push(candidate);
    else this.#lists.set(key, [candidate]);
  }

  remove(key: K, candidate: Candidate): void {
    const list = this.#lists.get(key);
    if (!list) return;
    removeFrom(list, candidate);
    if (list.length === 0) this.#lists.delete(key);
  }
}

export function removeFrom(list: Candidate[], candidate: Candidate): void {
  const at = list.indexOf(candidate);
  if (at >= 0) list.splice(at, 1);
}
