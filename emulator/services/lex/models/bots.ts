import type {
  DescribeBotCommandInput,
  DescribeBotCommandOutput,
  DescribeBotVersionCommandInput,
  DescribeBotVersionCommandOutput,
  ListBotsCommandInput,
  ListBotsCommandOutput,
  ListBotVersionsCommandInput,
  ListBotVersionsCommandOutput,
} from '@aws-sdk/client-lex-models-v2';
import { type AnyOperation, operation } from '../../../door/operation.ts';
import { validation } from '../errors.ts';
import { type Bot, DRAFT } from '../model.ts';
import { botAccess } from '../operations/access.ts';
import type { LexParts } from '../parts.ts';
import { page } from './page.ts';

const statusOf = ({ locales, builtAt }: Bot) =>
  locales.length > 0 && builtAt === undefined ? 'Inactive' : 'Available';

export function botOperations({ bots }: LexParts): AnyOperation[] {
  return [
    operation<DescribeBotCommandInput, Omit<DescribeBotCommandOutput, '$metadata'>>({
      name: 'DescribeBot',
      access: ({ botId }) => botAccess(bots, 'DescribeBot', botId),
      run({ botId }) {
        const bot = bots.get(botId);
        return {
          botId: bot.id,
          botName: bot.name,
          botStatus: statusOf(bot),
          botType: 'Bot',
          roleArn: bot.roleArn,
          dataPrivacy: { childDirected: bot.childDirected },
          idleSessionTTLInSeconds: bot.idleSeconds,
          creationDateTime: new Date(bot.createdAt),
          lastUpdatedDateTime: new Date(bot.updatedAt),
          ...(bot.description === undefined ? {} : { description: bot.description }),
        };
      },
    }),
    operation<ListBotsCommandInput, Omit<ListBotsCommandOutput, '$metadata'>>({
      name: 'ListBots',
      access: () => botAccess(bots, 'ListBots', undefined),
      run({ filters = [], sortBy, ...request }) {
        const matches = ({ name }: Bot) =>
          filters.every(({ name: filter, operator, values = [] }) => {
            if (filter !== 'BotName') throw validation(`Filters of bots are by BotName, not by ${filter}.`);
            if (operator === 'EQ') return values.includes(name);
            const contained = values.some((value) => name.includes(value));
            return operator === 'NE' ? !values.includes(name) : contained;
          });
        const sorted = bots
          .list()
          .filter(matches)
          .sort((a, b) => (a.name < b.name ? -1 : 1));
        const { items, token } = page(sortBy?.order === 'Descending' ? sorted.reverse() : sorted, request);
        return {
          botSummaries: items.map((bot) => ({
            botId: bot.id,
            botName: bot.name,
            botStatus: statusOf(bot),
            botType: 'Bot',
            lastUpdatedDateTime: new Date(bot.updatedAt),
            latestBotVersion: bot.lastVersion === 0 ? DRAFT : String(bot.lastVersion),
            ...(bot.description === undefined ? {} : { description: bot.description }),
          })),
          ...token,
        };
      },
    }),
    operation<DescribeBotVersionCommandInput, Omit<DescribeBotVersionCommandOutput, '$metadata'>>({
      name: 'DescribeBotVersion',
      access: ({ botId }) => botAccess(bots, 'DescribeBotVersion', botId),
      run({ botId = '', botVersion = '' }) {
        const version = bots.version(botId, botVersion);
        return {
          botId,
          botName: version.name,
          botVersion,
          botStatus: 'Available',
          botType: 'Bot',
          roleArn: version.roleArn,
          dataPrivacy: { childDirected: version.childDirected },
          idleSessionTTLInSeconds: version.idleSeconds,
          creationDateTime: new Date(version.createdAt),
          ...(version.description === undefined ? {} : { description: version.description }),
        };
      },
    }),
    operation<ListBotVersionsCommandInput, Omit<ListBotVersionsCommandOutput, '$metadata'>>({
      name: 'ListBotVersions',
      access: ({ botId }) => botAccess(bots, 'ListBotVersions', botId),
      run({ botId = '', ...request }) {
        const bot = bots.get(botId);
        const draft = {
          botName: bot.name,
          botVersion: DRAFT,
          botStatus: statusOf(bot),
          creationDateTime: new Date(bot.createdAt),
        } as const;
        const made = bots.versionsOf(botId).map((version) => ({
          botName: version.name,
          botVersion: version.version,
          botStatus: 'Available' as const,
          creationDateTime: new Date(version.createdAt),
          ...(version.description === undefined ? {} : { description: version.description }),
        }));
        const { items, token } = page([draft, ...made], request);
        return { botId, botVersionSummaries: [...items], ...token };
      },
    }),
  ];
}
