import type { RunningBot } from '../dialog/running-bot.ts';
import { notFound } from '../errors.ts';
import type { LexParts } from '../parts.ts';

interface Address {
  readonly botId?: string | undefined;
  readonly botAliasId?: string | undefined;
  readonly localeId?: string | undefined;
}

/**
 * The locale of a bot that an alias shows.
 *
 * @throws AwsError ResourceNotFoundException
 */
export function findRunningBot(
  { bots, understanding }: LexParts,
  { botId, botAliasId, localeId }: Address,
): RunningBot {
  const bot = bots.get(botId);
  const alias = bots.alias(botId, botAliasId);
  if (!alias.version) throw notFound(`Bot alias ${alias.id} of bot ${bot.id} is not associated with a bot version.`);
  const version = bots.version(bot.id, alias.version);
  const locale = version.locales.find(({ LocaleId }) => LocaleId === localeId);
  if (!locale) throw notFound(`Could not find locale ${localeId} in version ${alias.version} of bot ${bot.id}.`);
  if ('id' in version && version.builtAt === undefined) {
    throw notFound(`Locale ${localeId} of bot ${bot.id} is not built.`);
  }
  const settings = alias.localeSettings.find(({ LocaleId }) => LocaleId === localeId)?.BotAliasLocaleSetting;
  if (settings ? !settings.Enabled : alias.localeSettings.length > 0) {
    throw notFound(`Locale ${localeId} is not enabled for bot alias ${alias.id} of bot ${bot.id}.`);
  }
  return {
    id: bot.id,
    name: version.name,
    version: alias.version,
    aliasId: alias.id,
    aliasName: alias.name,
    aliasArn: bots.aliasArn(bot.id, alias.id),
    localeId: locale.LocaleId,
    roleArn: version.roleArn,
    idleSeconds: version.idleSeconds,
    childDirected: version.childDirected,
    locale,
    lambdaArn: settings?.CodeHookSpecification?.LambdaCodeHook.LambdaArn,
    logs: alias.logs,
    understanding: () => understanding.of(locale),
  };
}
