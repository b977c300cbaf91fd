import type {
  BuildBotLocaleCommandInput,
  BuildBotLocaleCommandOutput,
  DescribeBotLocaleCommandInput,
  DescribeBotLocaleCommandOutput,
  ListBotLocalesCommandInput,
  ListBotLocalesCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { validation } from '../errors.ts';
import { DRAFT } from '../model.ts';
import { botAccess } from '../operations/access.ts';
import type { LexParts } from '../parts.ts';
import { findLocale } from './find.ts';
import { page } from './page.ts';

export function localeOperations(parts: LexParts): AnyOperation[] {
  const { bots, clock } = parts;
  const builtAt = (botId: string) => bots.get(botId).builtAt;
  const statusOf = (botId: string, version: string) =>
    version !== DRAFT || builtAt(botId) !== undefined ? ('Built' as const) : ('NotBuilt' as const);
  return [
    operation<DescribeBotLocaleCommandInput, Omit<DescribeBotLocaleCommandOutput, '$metadata'>>({
      name: 'DescribeBotLocale',
      access: ({ botId }) => botAccess(bots, 'DescribeBotLocale', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT } = input;
        const {
          LocaleId,
          Description,
          NluConfidenceThreshold,
          Intents = [],
          SlotTypes = [],
        } = findLocale(parts, input);
        const bot = bots.get(botId);
        return {
          botId,
          botVersion,
          localeId: LocaleId,
          nluIntentConfidenceThreshold: NluConfidenceThreshold,
          intentsCount: Intents.length,
          slotTypesCount: SlotTypes.length,
          botLocaleStatus: statusOf(botId, botVersion),
          creationDateTime: new Date(bot.createdAt),
          lastUpdatedDateTime: new Date(bot.updatedAt),
          ...(bot.builtAt === undefined ? {} : { lastBuildSubmittedDateTime: new Date(bot.builtAt) }),
          ...(Description === undefined ? {} : { description: Description }),
        };
      },
    }),
    operation<ListBotLocalesCommandInput, Omit<ListBotLocalesCommandOutput, '$metadata'>>({
      name: 'ListBotLocales',
      access: ({ botId }) => botAccess(bots, 'ListBotLocales', botId),
      run({ botId = '', botVersion = DRAFT, ...request }) {
        const bot = bots.get(botId);
        const { items, token } = page(bots.version(botId, botVersion).locales, request);
        const summaries = items.map(({ LocaleId, Description }) => ({
          localeId: LocaleId,
          botLocaleStatus: statusOf(botId, botVersion),
          lastUpdatedDateTime: new Date(bot.updatedAt),
          ...(Description === undefined ? {} : { description: Description }),
        }));
        return { botId, botVersion, botLocaleSummaries: summaries, ...token };
      },
    }),
    operation<BuildBotLocaleCommandInput, Omit<BuildBotLocaleCommandOutput, '$metadata'>>({
      name: 'BuildBotLocale',
      access: ({ botId }) => botAccess(bots, 'BuildBotLocale', botId),
      run(input) {
        const { botId = '', botVersion = DRAFT, localeId = '' } = input;
        if (botVersion !== DRAFT) throw validation('Only the DRAFT version of a bot can be built.');
        const locale = findLocale(parts, input);
        parts.understanding.of(locale);
        const now = clock.now();
        bots.put({ ...bots.get(botId), builtAt: now });
        return { botId, botVersion, localeId, botLocaleStatus: 'Built', lastBuildSubmittedDateTime: new Date(now) };
      },
    }),
  ];
}
