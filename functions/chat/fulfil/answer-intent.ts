import { INTENTS, type Intent, STATUS_TYPES } from '../bot/language.ts';
import { languageOf } from '../bot/languages.ts';
import { closed, type LexEvent } from './lex-event.ts';
import { partOfDay } from './part-of-day.ts';
import type { StatusPort } from './status-port.ts';

export interface FulfilPorts {
  readonly status: StatusPort;
  /** IANA: the users' time of day, as far as it is known. */
  readonly timeZone: string;
  now(): Date;
}

type IntentHandler = (event: LexEvent, ports: FulfilPorts) => Promise<ReturnType<typeof closed>>;

/** One for each intent. */
const HANDLERS: Readonly<Record<Intent, IntentHandler>> = {
  async Greeting(event, { now, timeZone }) {
    return closed(event, 'Fulfilled', languageOf(event.bot.localeId).greetings[partOfDay(now(), timeZone)]);
  },
  async Help(event) {
    return closed(event, 'Fulfilled', languageOf(event.bot.localeId).help);
  },
  async Status(event, { status }) {
    const language = languageOf(event.bot.localeId);
    const asked = event.sessionState.intent.slots.StatusType?.value?.interpretedValue;
    const type = STATUS_TYPES.find((known) => known === asked);
    if (!type) return closed(event, 'Failed', language.notUnderstood);
    return closed(event, 'Fulfilled', await status.statusOf(type, event.sessionId, language));
  },
  async FallbackIntent(event) {
    return closed(event, 'Failed', languageOf(event.bot.localeId).notUnderstood);
  },
};

/** Answers what Lex has understood; an intent that is not ours as if it had not. */
export function answerIntent(event: LexEvent, ports: FulfilPorts): ReturnType<IntentHandler> {
  const intent = INTENTS.find((known) => known === event.sessionState.intent.name) ?? 'FallbackIntent';
  return HANDLERS[intent](event, ports);
}
