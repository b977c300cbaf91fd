import { z } from 'zod';
import { resourceType } from '../../../template/resource-type.ts';
import { text } from '../../../template/scalars.ts';
import { type BotVersion, DRAFT } from '../model.ts';
import type { LexParts } from '../parts.ts';

const schema = z.strictObject({
  BotId: text,
  Description: text.optional(),
  BotVersionLocaleSpecification: z
    .array(z.strictObject({ LocaleId: text, BotVersionLocaleDetails: z.strictObject({ SourceBotVersion: text }) }))
    .min(1),
});

/**
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lex-botversion.html: the bot as it is
 * when the version is made. It stays so when the bot changes, until the template asks for another version.
 */
export function botVersionResource({ bots, clock }: LexParts) {
  const idOf = ({ botId, version }: BotVersion) => `${botId}|${version}`;
  const partsOf = (physicalId: string) => physicalId.split('|') as [botId: string, version: string];
  const deployed = (version: BotVersion) => ({
    physicalId: idOf(version),
    attributes: { BotVersion: version.version },
  });
  return resourceType({
    type: 'AWS::Lex::BotVersion',
    schema,
    attributes: ['BotVersion'],
    createOnly: ['BotId', 'BotVersionLocaleSpecification'],
    create({ BotId, Description, BotVersionLocaleSpecification }) {
      const bot = bots.get(BotId);
      const locales = BotVersionLocaleSpecification.map(
        ({ LocaleId, BotVersionLocaleDetails: { SourceBotVersion } }) => {
          const found = bots.version(BotId, SourceBotVersion).locales.find((locale) => locale.LocaleId === LocaleId);
          if (!found) throw new Error(`Version ${SourceBotVersion} of bot ${BotId} has no locale ${LocaleId}.`);
          if (SourceBotVersion === DRAFT && bot.builtAt === undefined) {
            throw new Error(`Locale ${LocaleId} of bot ${BotId} is not built: set AutoBuildBotLocales.`);
          }
          return found;
        },
      );
      const number = bot.lastVersion + 1;
      bots.put({ ...bot, lastVersion: number });
      const { name, roleArn, childDirected, idleSeconds } = bot;
      const description = Description === undefined ? {} : { description: Description };
      const settings = {
        botId: BotId,
        version: String(number),
        name,
        roleArn,
        childDirected,
        idleSeconds,
        ...description,
      };
      return deployed(bots.putVersion({ ...settings, locales, createdAt: clock.now() }));
    },
    update({ physicalId, properties: { Description } }) {
      const [botId, number] = partsOf(physicalId);
      const version = bots.versionsOf(botId).find((candidate) => candidate.version === number);
      if (!version) throw new Error(`Version ${number} of bot ${botId} is gone.`);
      return deployed(bots.putVersion({ ...version, description: Description }));
    },
    delete: ({ physicalId }) => bots.deleteVersion(...partsOf(physicalId)),
  });
}
