import type {
  BotAliasLocaleSettings,
  ConversationLogSettings,
  DescribeBotAliasCommandInput,
  DescribeBotAliasCommandOutput,
  ListBotAliasesCommandInput,
  ListBotAliasesCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import type { BotAlias } from '../model.ts';
import { aliasAccess, botAccess } from '../operations/access.ts';
import type { LexParts } from '../parts.ts';
import { apiShape } from './api-case.ts';
import { page } from './page.ts';

const summary = (alias: BotAlias) => ({
  botAliasId: alias.id,
  botAliasName: alias.name,
  botAliasStatus: 'Available' as const,
  creationDateTime: new Date(alias.createdAt),
  lastUpdatedDateTime: new Date(alias.updatedAt),
  ...(alias.version === undefined ? {} : { botVersion: alias.version }),
  ...(alias.description === undefined ? {} : { description: alias.description }),
});

export function aliasOperations({ bots }: LexParts): AnyOperation[] {
  return [
    operation<DescribeBotAliasCommandInput, Omit<DescribeBotAliasCommandOutput, '$metadata'>>({
      name: 'DescribeBotAlias',
      access: (input) => aliasAccess(bots, 'DescribeBotAlias', input),
      run({ botId, botAliasId }) {
        const alias = bots.alias(botId, botAliasId);
        const settings = alias.localeSettings.map(({ LocaleId, BotAliasLocaleSetting }) => [
          LocaleId,
          apiShape<BotAliasLocaleSettings>(BotAliasLocaleSetting),
        ]);
        return {
          ...summary(alias),
          botId: alias.botId,
          botAliasLocaleSettings: Object.fromEntries(settings),
          ...(alias.logs ? { conversationLogSettings: apiShape<ConversationLogSettings>(alias.logs) } : {}),
        };
      },
    }),
    operation<ListBotAliasesCommandInput, Omit<ListBotAliasesCommandOutput, '$metadata'>>({
      name: 'ListBotAliases',
      access: ({ botId }) => botAccess(bots, 'ListBotAliases', botId),
      run({ botId = '', ...request }) {
        bots.get(botId);
        const { items, token } = page(bots.aliasesOf(botId), request);
        return { botId, botAliasSummaries: items.map(summary), ...token };
      },
    }),
  ];
}
