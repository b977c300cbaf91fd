import type { ConversationLogSettings, LocaleSettings } from './definition/alias-settings.ts';
import type { LocaleDefinition } from './definition/locale.ts';

/** The version of a bot that can still be changed. */
export const DRAFT = 'DRAFT';

/** The alias that every bot has for trying out its draft. */
export const TEST_ALIAS = { id: 'TSTALIASID', name: 'TestBotAlias' } as const;

export interface Bot {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly roleArn: string;
  readonly childDirected: boolean;
  readonly idleSeconds: number;
  readonly locales: readonly LocaleDefinition[];
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When its locales were built; undefined while they are not. */
  readonly builtAt?: number | undefined;
  readonly lastVersion: number;
}

/** What a bot was when the version was made: it never changes. */
export interface BotVersion {
  readonly botId: string;
  /** `1`, `2`, … */
  readonly version: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly roleArn: string;
  readonly childDirected: boolean;
  readonly idleSeconds: number;
  readonly locales: readonly LocaleDefinition[];
  readonly createdAt: number;
}

export interface BotAlias {
  readonly botId: string;
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  /** Undefined: the alias points nowhere yet. */
  readonly version?: string | undefined;
  readonly localeSettings: LocaleSettings;
  readonly logs?: ConversationLogSettings | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}
