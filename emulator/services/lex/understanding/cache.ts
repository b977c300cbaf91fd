import { createHash } from 'node:crypto';
import type { LocaleDefinition } from '../definition/locale.ts';
import { Understanding } from './understanding.ts';

/** Trained locales that are kept; a bot that nobody talks to any more makes room. */
const KEPT = 16;

/** Trains a locale when somebody first speaks to it, and once for all versions of a bot in which it is the same. */
export class UnderstandingCache {
  readonly #hashes = new WeakMap<LocaleDefinition, string>();
  readonly #trained = new Map<string, Understanding>();

  of(locale: LocaleDefinition): Understanding {
    const hash = this.#hashOf(locale);
    const found = this.#trained.get(hash) ?? new Understanding(locale);
    this.#trained.delete(hash);
    this.#trained.set(hash, found);
    const [oldest] = this.#trained.keys();
    if (this.#trained.size > KEPT && oldest !== undefined) this.#trained.delete(oldest);
    return found;
  }

  #hashOf(locale: LocaleDefinition): string {
    const known = this.#hashes.get(locale);
    if (known) return known;
    const hash = createHash('sha256').update(JSON.stringify(locale)).digest('base64');
    this.#hashes.set(locale, hash);
    return hash;
  }
}
