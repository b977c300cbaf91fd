import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { tags, text } from '../../../template/scalars.ts';
import { conversationLogSettings, localeSettings } from '../definition/alias-settings.ts';
import type { LexParts } from '../parts.ts';

const schema = z.strictObject({
  BotId: text,
  BotAliasName: text.pipe(z.string().regex(/^([0-9a-zA-Z][_-]?){1,100}$/, 'may have letters, digits, single _ and -')),
  BotVersion: text.optional(),
  Description: text.optional(),
  BotAliasLocaleSettings: localeSettings.optional(),
  ConversationLogSettings: conversationLogSettings.optional(),
  BotAliasTags: tags.optional(),
});

type Properties = z.output<typeof schema>;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lex-botalias.html */
export function botAliasResource({ bots, clock, ids }: LexParts) {
  const put = (id: string, properties: Properties) => {
    const {
      BotId: botId,
      BotVersion,
      BotAliasLocaleSettings = [],
      ConversationLogSettings,
      BotAliasTags = {},
    } = properties;
    bots.get(botId);
    if (BotVersion !== undefined) bots.version(botId, BotVersion);
    const taken = bots.aliasesOf(botId).find((alias) => alias.name === properties.BotAliasName && alias.id !== id);
    if (taken) throw new Error(`Bot ${botId} has an alias ${taken.name} already.`);
    const now = clock.now();
    bots.putAlias({
      botId,
      id,
      name: properties.BotAliasName,
      description: properties.Description,
      version: BotVersion,
      localeSettings: BotAliasLocaleSettings,
      logs: ConversationLogSettings,
      tags: BotAliasTags,
      createdAt: bots.findAlias(botId, id)?.createdAt ?? now,
      updatedAt: now,
    });
    const attributes = { BotAliasId: id, Arn: bots.aliasArn(botId, id), BotAliasStatus: 'Available' };
    return { physicalId: `${id}|${botId}`, attributes };
  };
  const aliasIdOf = (physicalId: string) => physicalId.slice(0, physicalId.indexOf('|'));
  return resourceType({
    type: 'AWS::Lex::BotAlias',
    schema,
    inert: { 'ConversationLogSettings.AudioLogSettings': 'conversations are held in text here' },
    attributes: ['Arn', 'BotAliasId', 'BotAliasStatus'],
    createOnly: ['BotId'],
    create: (properties) => put(ids.letters(10), properties),
    update: ({ physicalId, properties }) => put(aliasIdOf(physicalId), properties),
    delete: ({ physicalId, properties: { BotId } }) => bots.deleteAlias(BotId, aliasIdOf(physicalId)),
  });
}
