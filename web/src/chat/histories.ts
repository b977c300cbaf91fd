import type { Frame, Message } from './frames.ts';
import { Timeline } from './timeline.ts';

export type HistoryFrame = Extract<Frame, { event: 'history' }>;

/** The page of a conversation that is asked for: the newest one, or the one before or after a sequence. */
export interface HistoryRequest {
  readonly conversationId: string;
  readonly limit: number;
  readonly before?: number;
  readonly after?: number;
}

const PAGE_MESSAGES = 50;

/** What was said in each conversation: asks for what is missing, until nothing is. */
export class Histories {
  readonly #ask: (request: HistoryRequest) => void;
  readonly #timelines = new Map<string, Timeline>();
  /** Conversations whose missing part was asked for and has not come yet. */
  readonly #catchingUp = new Set<string>();

  constructor(ask: (request: HistoryRequest) => void) {
    this.#ask = ask;
  }

  of(conversationId: string): Timeline | undefined {
    return this.#timelines.get(conversationId);
  }

  /** Asks for the newest page. */
  open(conversationId: string): void {
    this.#timelineOf(conversationId);
    this.#askForNewest(conversationId);
  }

  /** Asks for the page before the first message that is known. */
  loadOlder(conversationId: string): void {
    const timeline = this.#timelines.get(conversationId);
    if (!timeline?.isLoaded || !timeline.hasOlder || timeline.first === undefined) return;
    this.#ask({ conversationId, before: timeline.first, limit: PAGE_MESSAGES });
  }

  /** Asks for what was said while nobody was connected. */
  catchUp(): void {
    this.#catchingUp.clear();
    for (const [conversationId, timeline] of this.#timelines) {
      if (timeline.isLoaded) this.#askForMissing(conversationId, timeline);
      else this.#askForNewest(conversationId);
    }
  }

  /** Takes a message that came by itself. */
  push(message: Message): void {
    const timeline = this.#timelineOf(message.conversationId);
    timeline.push(message);
    if (timeline.isLoaded && timeline.hasGap) this.#askForMissing(message.conversationId, timeline);
  }

  /** Takes a page that was asked for. */
  take({ conversationId, messages, more }: HistoryFrame): void {
    const timeline = this.#timelines.get(conversationId);
    if (!timeline) return;
    this.#catchingUp.delete(conversationId);
    const isMissing = timeline.take(messages, more);
    if (isMissing) this.#askForMissing(conversationId, timeline);
  }

  #timelineOf(conversationId: string): Timeline {
    const timeline = this.#timelines.get(conversationId) ?? new Timeline();
    this.#timelines.set(conversationId, timeline);
    return timeline;
  }

  #askForNewest(conversationId: string): void {
    this.#ask({ conversationId, limit: PAGE_MESSAGES });
  }

  #askForMissing(conversationId: string, { complete }: Timeline): void {
    if (this.#catchingUp.has(conversationId)) return;
    this.#catchingUp.add(conversationId);
    this.#ask({ conversationId, after: complete, limit: PAGE_MESSAGES });
  }
}
