/** What the bot talks about, whatever the language. FallbackIntent is what Lex calls that which it does not understand. */
export const FALLBACK_INTENT = 'FallbackIntent';
export const INTENTS = ['Greeting', 'Help', 'Status', FALLBACK_INTENT] as const;
export type Intent = (typeof INTENTS)[number];

/** What one can ask the status of: the values of the slot StatusType. */
export const STATUS_TYPES = ['order', 'account', 'delivery'] as const;
export type StatusType = (typeof STATUS_TYPES)[number];

export const LOCALES = ['en_US', 'es_419'] as const;
export type Locale = (typeof LOCALES)[number];

export type PartOfDay = 'morning' | 'afternoon' | 'evening' | 'night';

/** All that is said by and to the bot in one language. */
export interface Language {
  readonly locale: Locale;
  /** What people say, by what they mean: letters and spaces, as Lex takes samples; `{StatusType}` stands for a value of the slot. */
  readonly utterances: Readonly<Record<'Greeting' | 'Help' | 'Status', readonly string[]>>;
  /** Other words for the values of the slot. */
  readonly synonyms: Readonly<Record<StatusType, readonly string[]>>;
  /** What the bot asks when it does not know the status of what, in other words each time. */
  readonly statusPrompts: readonly [string, ...string[]];
  readonly greetings: Readonly<Record<PartOfDay, string>>;
  readonly help: string;
  readonly notUnderstood: string;
  readonly statusNames: Readonly<Record<StatusType, string>>;
  /** Where no system is connected that would know. */
  readonly noStatus: (name: string) => string;
}
