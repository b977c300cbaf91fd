/** Until when a user has seen what he was told, in this browser: the time of the newest notification that was on his screen. */
export class Seen {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly #key: string;
  readonly #listeners = new Set<() => void>();

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>, userId: string) {
    this.#storage = storage;
    this.#key = `telar.notifications.seen.${userId}`;
  }

  /** @returns what ends the subscription */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** In ISO 8601, UTC; undefined when he has never looked. */
  until = (): string | undefined => {
    const time = this.#storage.getItem(this.#key);
    return time !== null && Number.isFinite(Date.parse(time)) ? time : undefined;
  };

  /** Never moves back. */
  moveTo(time: string): void {
    const until = this.until();
    if (until !== undefined && Date.parse(until) >= Date.parse(time)) return;
    this.#storage.setItem(this.#key, time);
    for (const listener of [...this.#listeners]) listener();
  }

  /** When another tab has moved it. */
  onStorage = ({ key }: Pick<StorageEvent, 'key'>): void => {
    if (key === this.#key) for (const listener of [...this.#listeners]) listener();
  };
}

/** The first moment after a time: lists say "not older than". */
export function justAfter(time: string): string {
  return new Date(Date.parse(time) + 1).toISOString();
}
