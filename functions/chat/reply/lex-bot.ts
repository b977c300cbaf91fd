import { type LexRuntimeV2Client, RecognizeTextCommand } from '@aws-sdk/client-lex-runtime-v2';
import type { Bot, Understanding } from './bot.ts';

export interface BotAlias {
  readonly botId: string;
  readonly botAliasId: string;
}

/** Asks Amazon Lex. */
export class LexBot implements Bot {
  readonly #lex: LexRuntimeV2Client;
  readonly #alias: BotAlias;

  constructor(lex: LexRuntimeV2Client, alias: BotAlias) {
    this.#lex = lex;
    this.#alias = alias;
  }

  async ask({ text, locale, sessionId, correlationId }: Parameters<Bot['ask']>[0]): Promise<Understanding> {
    const {
      messages = [],
      interpretations = [],
      sessionState,
    } = await this.#lex.send(
      new RecognizeTextCommand({
        ...this.#alias,
        localeId: locale,
        sessionId,
        text,
        requestAttributes: { correlationId },
      }),
    );
    const [best] = interpretations;
    return {
      messages: messages.flatMap(({ content }) => content ?? []),
      intent: sessionState?.intent?.name ?? best?.intent?.name,
      confidence: best?.nluConfidence?.score,
    };
  }
}
