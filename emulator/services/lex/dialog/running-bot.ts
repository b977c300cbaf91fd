import type { ConversationLogSettings } from '../definition/alias-settings.ts';
import type { IntentDefinition } from '../definition/intent.ts';
import type { LocaleDefinition } from '../definition/locale.ts';
import type { Understanding } from '../understanding/understanding.ts';

/** One locale of a bot as an alias shows it: everything that a conversation needs. */
export interface RunningBot {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly aliasId: string;
  readonly aliasName: string;
  readonly aliasArn: string;
  readonly localeId: string;
  readonly roleArn: string;
  readonly idleSeconds: number;
  readonly childDirected: boolean;
  readonly locale: LocaleDefinition;
  /** The function that the alias gives to code hooks. */
  readonly lambdaArn?: string | undefined;
  readonly logs?: ConversationLogSettings | undefined;
  /** Made at the first use. */
  readonly understanding: () => Understanding;
}

const FALLBACK = 'AMAZON.FallbackIntent';

/** What every locale has, whether its template says so or not. */
const DEFAULT_FALLBACK: IntentDefinition = { Name: 'FallbackIntent', ParentIntentSignature: FALLBACK };

export const intentOf = ({ locale }: RunningBot, name: string): IntentDefinition | undefined =>
  locale.Intents?.find(({ Name }) => Name === name) ?? (name === DEFAULT_FALLBACK.Name ? DEFAULT_FALLBACK : undefined);

export const fallbackOf = ({ locale }: RunningBot): IntentDefinition =>
  locale.Intents?.find(({ ParentIntentSignature }) => ParentIntentSignature === FALLBACK) ?? DEFAULT_FALLBACK;
