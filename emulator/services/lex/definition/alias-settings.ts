import { z } from 'zod';
import { flag, text } from '../../../template/scalars.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-botalias-botaliaslocalesettings.html */
export const localeSettings = z.array(
  z.strictObject({
    LocaleId: text,
    BotAliasLocaleSetting: z.strictObject({
      Enabled: flag,
      CodeHookSpecification: z
        .strictObject({
          LambdaCodeHook: z.strictObject({ CodeHookInterfaceVersion: z.literal('1.0'), LambdaArn: text }),
        })
        .optional(),
    }),
  }),
);

/** https://docs.aws.amazon.com/lexv2/latest/dg/conversation-logs.html */
export const conversationLogSettings = z.strictObject({
  TextLogSettings: z
    .array(
      z.strictObject({
        Enabled: flag,
        Destination: z.strictObject({
          CloudWatch: z.strictObject({ CloudWatchLogGroupArn: text, LogPrefix: text }),
        }),
      }),
    )
    .optional(),
});

export type LocaleSettings = z.output<typeof localeSettings>;
export type ConversationLogSettings = z.output<typeof conversationLogSettings>;
