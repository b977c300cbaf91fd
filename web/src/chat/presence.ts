import type { Frame } from './frames.ts';

interface PresenceOptions {
  /** Asks the server who is there. */
  ask(): void;
  /** Told who is there, whenever that changes. */
  onChange(online: ReadonlySet<string>): void;
}

/** Who is there, the user too. Empty in a crowd, where nobody is told who comes and goes. */
export class Presence {
  readonly #options: PresenceOptions;
  #online: ReadonlySet<string> = new Set();
  /** Who came or went since it was asked who is there: the answer may be older. */
  readonly #cameOrWent = new Set<string>();
  /** More are there than are told who comes and goes. */
  #isCrowd = false;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  ask(): void {
    this.#cameOrWent.clear();
    this.#options.ask();
  }

  /** Nobody is known to be there: who came and went meanwhile was told to nobody. */
  forget(): void {
    this.#change(new Set());
  }

  /** The server said who is there. */
  answered({ userIds, more }: Extract<Frame, { event: 'present' }>): void {
    this.#isCrowd = more;
    const isNews = (userId: string) => this.#cameOrWent.has(userId);
    const there = userIds.filter((userId) => !isNews(userId));
    this.#change(new Set(more ? [] : [...there, ...[...this.#online].filter(isNews)]));
  }

  /** The server said that somebody came or went. */
  told(userId: string, isOnline: boolean): void {
    if (this.#isCrowd) {
      // Who is told of somebody is in no crowd any more.
      this.ask();
      return;
    }
    this.#cameOrWent.add(userId);
    const online = new Set(this.#online);
    if (isOnline) online.add(userId);
    else online.delete(userId);
    this.#change(online);
  }

  #change(online: ReadonlySet<string>): void {
    this.#online = online;
    this.#options.onChange(online);
  }
}
