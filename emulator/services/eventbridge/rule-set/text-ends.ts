import { type Candidate, type Findings, removeFrom } from './candidate.ts';

interface Letter {
  readonly next: Map<number, Letter>;
  readonly candidates: Candidate[];
}

const letter = (): Letter => ({ next: new Map(), candidates: [] });

/**
 * Candidates by how a text begins, or ends: a tree of letters, walked as far as the text goes along. The cost is that
 * of the letters in common, however many prefixes there are.
 */
export class TextEnds {
  readonly #root = letter();
  readonly #fromEnd: boolean;

  constructor(from: 'start' | 'end') {
    this.#fromEnd = from === 'end';
  }

  add(end: string, candidate: Candidate): void {
    let at = this.#root;
    for (let index = 0; index < end.length; index += 1) {
      const code = this.#code(end, index);
      const next = at.next.get(code) ?? letter();
      at.next.set(code, next);
      at = next;
    }
    at.candidates.push(candidate);
  }

  remove(end: string, candidate: Candidate): void {
    const way = [this.#root];
    for (let index = 0; index < end.length; index += 1) {
      const next = way.at(-1)?.next.get(this.#code(end, index));
      if (!next) return;
      way.push(next);
    }
    removeFrom(way.at(-1)?.candidates ?? [], candidate);
    for (let depth = end.length; depth > 0; depth -= 1) {
      const last = way[depth];
      if (!last || last.candidates.length > 0 || last.next.size > 0) return;
      way[depth - 1]?.next.delete(this.#code(end, depth - 1));
    }
  }

  /** How many candidates stand at exactly this end. */
  load(end: string): number {
    let at: Letter | undefined = this.#root;
    for (let index = 0; at && index < end.length; index += 1) at = at.next.get(this.#code(end, index));
    return at?.candidates.length ?? 0;
  }

  find(text: string, findings: Findings): void {
    let at: Letter | undefined = this.#root;
    if (at.candidates.length > 0) findings.addAll(at.candidates);
    for (let index = 0; index < text.length; index += 1) {
      at = at.next.get(this.#code(text, index));
      if (!at) return;
      if (at.candidates.length > 0) findings.addAll(at.candidates);
    }
  }

  #code(text: string, index: number): number {
    return text.charCodeAt(this.#fromEnd ? text.length - 1 - index : index);
  }
}
