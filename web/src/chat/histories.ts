import type { Frame, Message } from './frames.ts';
import type { ChatPorts } from './ports.ts';
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
/** A page that has not come by then is asked for again, for twice as long: the server may have failed, or it was too much for it. */
const ANSWER_MILLISECONDS = 10_000;

export interface HistoriesOptions {
  readonly after: ChatPorts['after'];
  /** @returns whether the server can be asked at the moment */
  canAsk(): boolean;
  ask(request: HistoryRequest): void;
}

/** What was said in each conversation: asks for what is missing, until nothing is. */
export class Histories {
  readonly #options: HistoriesOptions;
  readonly #timelines = new Map<string, Timeline>();
  /** By conversation of which a page was asked for and has not come yet, what calls off the end of waiting for it. */
  readonly #awaited = new Map<string, () => void>();

  constructor(options: HistoriesOptions) {
    this.#options = options;
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
    this.#options.ask({ conversationId, before: timeline.first, limit: PAGE_MESSAGES });
  }

  /** Asks for what was said while nobody was connected. */
  catchUp(): void {
    this.interrupt();
    for (const [conversationId, timeline] of this.#timelines) {
      if (timeline.isLoaded) this.#askForMissing(conversationId, timeline);
      else this.#askForNewest(conversationId);
    }
  }

  /** What was asked for is lost. */
  interrupt(): void {
    for (const callOff of this.#awaited.values()) callOff();
    this.#awaited.clear();
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
    this.#awaited.get(conversationId)?.();
    this.#awaited.delete(conversationId);
    const isMissing = timeline.take(messages, more);
    if (isMissing) this.#askForMissing(conversationId, timeline);
  }

  #timelineOf(conversationId: string): Timeline {
    const timeline = this.#timelines.get(conversationId) ?? new Timeline();
    this.#timelines.set(conversationId, timeline);
    return timeline;
  }

  #askForNewest(conversationId: string): void {
    this.#await({ conversationId, limit: PAGE_MESSAGES });
  }

  #askForMissing(conversationId: string, { complete }: Timeline): void {
    if (this.#awaited.has(conversationId)) return;
    this.#await({ conversationId, after: complete, limit: PAGE_MESSAGES });
  }

  #await(request: HistoryRequest, milliseconds = ANSWER_MILLISECONDS): void {
    const { after, canAsk, ask } = this.#options;
    // With the next connection, all are asked for.
    if (!canAsk()) return;
    ask(request);
    this.#awaited.get(request.conversationId)?.();
    this.#awaited.set(
      request.conversationId,
      after(milliseconds, () => this.#await(request, 2 * milliseconds)),
    );
  }
}
