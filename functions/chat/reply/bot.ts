import type { Locale } from '../bot/language.ts';

/** What the bot made of an utterance. */
export interface Understanding {
  /** What it says, a paragraph each; nothing, when it has no answer. */
  readonly messages: readonly string[];
  readonly intent: string | undefined;
  /** From 0 to 1; undefined for what was not understood, and within a dialogue. */
  readonly confidence: number | undefined;
}

/** Whoever understands language. */
export interface Bot {
  /** @param sessionId the same for what belongs to one dialogue */
  ask(question: { text: string; locale: Locale; sessionId: string; correlationId: string }): Promise<Understanding>;
}
