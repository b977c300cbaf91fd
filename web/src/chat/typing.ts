import type { ChatPorts } from './ports.ts';

/** As long as somebody who types is shown after each sign of it. */
const TYPING_MILLISECONDS = 4_000;

/** Who is typing, in each conversation. */
export class Typing {
  readonly #after: ChatPorts['after'];
  readonly #onChange: (conversationId: string) => void;
  /** By conversation and user, what calls off the end of it. */
  readonly #typing = new Map<string, Map<string, () => void>>();

  constructor(after: ChatPorts['after'], onChange: (conversationId: string) => void) {
    this.#after = after;
    this.#onChange = onChange;
  }

  in(conversationId: string): readonly string[] {
    return [...(this.#typing.get(conversationId)?.keys() ?? [])];
  }

  begins(conversationId: string, userId: string): void {
    const typing = this.#typing.get(conversationId) ?? new Map<string, () => void>();
    this.#typing.set(conversationId, typing);
    typing.get(userId)?.();
    typing.set(
      userId,
      this.#after(TYPING_MILLISECONDS, () => {
        typing.delete(userId);
        this.#onChange(conversationId);
      }),
    );
    this.#onChange(conversationId);
  }

  /** Who has said it types no more. */
  ends(conversationId: string, userId: string): void {
    this.#typing.get(conversationId)?.get(userId)?.();
    this.#typing.get(conversationId)?.delete(userId);
  }
}
