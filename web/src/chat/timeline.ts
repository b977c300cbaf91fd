import type { Message } from './frames.ts';

/** What is known of a conversation: everything from its first known message up to a place, and what was pushed too early to be shown. */
export class Timeline {
  readonly #known = new Map<number, Message>();
  #shown: readonly Message[] | undefined;
  #complete = 0;
  #hasOlder = true;
  #isLoaded = false;

  /** In order, each once, nothing missing in between. */
  get messages(): readonly Message[] {
    this.#shown ??= [...this.#known.values()]
      .filter(({ sequence }) => sequence <= this.#complete)
      .sort((a, b) => a.sequence - b.sequence);
    return this.#shown;
  }

  /** Whether there was more before the first. */
  get hasOlder(): boolean {
    return this.#hasOlder;
  }

  /** Whether the newest part of it was fetched. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** The place up to which nothing is missing; 0 before anything was said. */
  get complete(): number {
    return this.#complete;
  }

  /** The place of the first message that is known, in front of which there may be others. */
  get first(): number | undefined {
    return this.messages[0]?.sequence;
  }

  /** Whether messages are known that come after ones that are not. */
  get hasGap(): boolean {
    return Math.max(0, ...this.#known.keys()) > this.#complete;
  }

  /** A message that was pushed: in its place, or kept until what comes before it is there. */
  push(message: Message): void {
    this.#keep([message]);
    if (this.#isLoaded) this.#advance();
  }

  /**
   * A page of the history: the first is the newest part; of the others, one that begins before all that is known came before it, and any
   * other came after.
   *
   * @param more whether there is more in the direction of the page
   * @returns whether something is still missing after it
   */
  take(page: readonly Message[], more: boolean): boolean {
    const [oldest] = page;
    const isOlder = oldest !== undefined && this.first !== undefined && oldest.sequence < this.first;
    this.#keep(page);
    if (!this.#isLoaded || isOlder) this.#hasOlder = more;
    if (isOlder) return false;
    this.#complete = Math.max(this.#complete, page.at(-1)?.sequence ?? 0);
    const isFirst = !this.#isLoaded;
    this.#isLoaded = true;
    this.#advance();
    if (isFirst) return this.hasGap;
    // When the history has no more, what is missing was forgotten by the server, or is on its way and finds its place by itself.
    if (!more) this.#complete = Math.max(this.#complete, ...this.#known.keys());
    this.#shown = undefined;
    return more;
  }

  #keep(messages: readonly Message[]): void {
    for (const message of messages) this.#known.set(message.sequence, message);
    this.#shown = undefined;
  }

  /** Goes on as far as places follow each other. */
  #advance(): void {
    while (this.#known.has(this.#complete + 1)) this.#complete += 1;
    this.#shown = undefined;
  }
}
