import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';
import { flag, number, tags, text } from '../../../template/scalars.ts';
import { conversationLogSettings, localeSettings } from '../definition/alias-settings.ts';
import { locale } from '../definition/locale.ts';
import { BOT_NAME_CHARACTERS, IDLE_SECONDS } from '../limits.ts';
import { type Bot, DRAFT, TEST_ALIAS } from '../model.ts';
import type { LexParts } from '../parts.ts';

const NAME = /^([0-9a-zA-Z][_-]?)+$/;

const schema = z.strictObject({
  Name: text.pipe(z.string().min(1).max(BOT_NAME_CHARACTERS).regex(NAME, 'may have letters, digits, single _ and -')),
  Description: text.optional(),
  RoleArn: text,
  DataPrivacy: z.strictObject({ ChildDirected: flag }),
  IdleSessionTTLInSeconds: number.pipe(z.number().int().min(IDLE_SECONDS.least).max(IDLE_SECONDS.most)),
  BotLocales: z.array(locale).optional(),
  AutoBuildBotLocales: flag.optional(),
  BotType: z.literal('Bot').optional(),
  BotTags: tags.optional(),
  TestBotAliasTags: tags.optional(),
  TestBotAliasSettings: z
    .strictObject({
      Description: text.optional(),
      BotAliasLocaleSettings: localeSettings.optional(),
      ConversationLogSettings: conversationLogSettings.optional(),
    })
    .optional(),
});

type Properties = z.output<typeof schema>;

const SPEECH = 'conversations are held in text here';
const WAITING = 'conversations are held in text, which has no time-outs between turns';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lex-bot.html */
export function botResource(parts: LexParts) {
  const { bots, clock, ids, sessions } = parts;
  const deployed = (id: string) => ({ physicalId: id, attributes: { Id: id, Arn: bots.botArn(id) } });

  const putTestAlias = (botId: string, { TestBotAliasSettings: settings, TestBotAliasTags = {} }: Properties) => {
    const now = clock.now();
    bots.putAlias({
      botId,
      id: TEST_ALIAS.id,
      name: TEST_ALIAS.name,
      description: settings?.Description,
      version: DRAFT,
      localeSettings: settings?.BotAliasLocaleSettings ?? [],
      logs: settings?.ConversationLogSettings,
      tags: TestBotAliasTags,
      createdAt: bots.findAlias(botId, TEST_ALIAS.id)?.createdAt ?? now,
      updatedAt: now,
    });
  };

  const put = (id: string, properties: Properties, before: Bot | undefined) => {
    const now = clock.now();
    const { BotLocales: locales = [], AutoBuildBotLocales = false } = properties;
    const same = before !== undefined && isDeepStrictEqual(before.locales, locales);
    bots.put({
      id,
      name: properties.Name,
      description: properties.Description,
      roleArn: properties.RoleArn,
      childDirected: properties.DataPrivacy.ChildDirected,
      idleSeconds: properties.IdleSessionTTLInSeconds,
      locales,
      tags: properties.BotTags ?? {},
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
      builtAt: AutoBuildBotLocales ? now : same ? before.builtAt : undefined,
      lastVersion: before?.lastVersion ?? 0,
    });
    putTestAlias(id, properties);
    return deployed(id);
  };

  return resourceType({
    type: 'AWS::Lex::Bot',
    schema,
    inert: {
      'BotLocales.VoiceSettings': SPEECH,
      'BotLocales.SpeechDetectionSensitivity': SPEECH,
      'BotLocales.SpeechRecognitionSettings': SPEECH,
      'BotLocales.UnifiedSpeechSettings': SPEECH,
      'BotLocales.AudioFillerSettings': SPEECH,
      'BotLocales.CustomVocabulary': 'words of a custom vocabulary are for the recognition of speech',
      'BotLocales.Intents.Slots.ValueElicitationSetting.WaitAndContinueSpecification': WAITING,
      'BotLocales.Intents.FulfillmentCodeHook.FulfillmentUpdatesSpecification': WAITING,
      'TestBotAliasSettings.ConversationLogSettings.AudioLogSettings': SPEECH,
      ErrorLogSettings: 'errors are in the answers and in the emulator’s own trace',
    },
    attributes: ['Arn', 'Id'],
    createOnly: [],
    create(properties, _context: ResourceContext) {
      return put(ids.letters(10), properties, undefined);
    },
    update: ({ physicalId, properties }) => put(physicalId, properties, bots.find(physicalId)),
    delete({ physicalId }) {
      sessions.deleteOfBot(physicalId);
      bots.delete(physicalId);
    },
  });
}
