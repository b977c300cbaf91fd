import { createHash } from 'node:crypto';
import { Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnBot, CfnBotAlias, CfnBotVersion } from 'aws-cdk-lib/aws-lex';
import { Construct } from 'constructs';
import { LANGUAGES } from '../../../functions/chat/bot/languages.ts';
import type { FunctionBundles } from '../../assets/function-bundles.ts';
import type { StageConfig } from '../../config.ts';
import { physicalName } from '../../naming.ts';
import { ServiceFunction } from '../service-function.ts';
import { botLocale } from './bot-locale.ts';

export interface ChatBotProps {
  readonly stage: StageConfig;
  readonly bundles: FunctionBundles;
}

/** How long the bot remembers what somebody was about to ask. */
const IDLE_SESSION = Duration.seconds(300);

/**
 * The bot `telar-<stage>-bot` of Amazon Lex: what it is called by the workflow is its alias `live`, which stands for the newest version.
 * Its words are in functions/chat/bot/, its answers come from the function chat/fulfil.
 */
export class ChatBot extends Construct {
  readonly botId: string;
  readonly botAliasId: string;
  readonly aliasArn: string;

  constructor(scope: Construct, id: string, { stage, bundles }: ChatBotProps) {
    super(scope, id);
    const fulfil = new ServiceFunction(this, 'Fulfil', {
      stage,
      bundles,
      source: 'chat/fulfil',
      description: 'Answers what the bot has understood',
      memoryMegabytes: 512,
      timeout: Duration.seconds(10),
      environment: { BOT_TIME_ZONE: stage.chat.timeZone },
      permissions: [],
    });
    const bot = this.addBot(stage);
    const alias = this.addAlias(bot, fulfil);
    fulfil.called.addPermission('Lex', {
      principal: new ServicePrincipal('lexv2.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
      sourceArn: alias.attrArn,
    });
    this.botId = bot.attrId;
    this.botAliasId = alias.attrBotAliasId;
    this.aliasArn = alias.attrArn;
  }

  private addBot(stage: StageConfig): CfnBot {
    const role = new Role(this, 'Role', {
      // It reads nothing and speaks to nobody: Lex asks for a role all the same.
      description: `What the bot of ${physicalName(stage, 'chat')} may do`,
      assumedBy: new ServicePrincipal('lexv2.amazonaws.com'),
    });
    return new CfnBot(this, 'Bot', {
      name: physicalName(stage, 'bot'),
      description: 'Greets, helps, and tells how things stand',
      roleArn: role.roleArn,
      dataPrivacy: { ChildDirected: false },
      idleSessionTtlInSeconds: IDLE_SESSION.toSeconds(),
      autoBuildBotLocales: true,
      botLocales: LANGUAGES.map(botLocale),
    });
  }

  /** A version is a copy of the bot as it was: another bot needs another one, so that its name has to change with its words. */
  private addAlias(bot: CfnBot, fulfil: ServiceFunction): CfnBotAlias {
    const words = createHash('sha256')
      .update(JSON.stringify(LANGUAGES.map(botLocale)))
      .digest('hex')
      .slice(0, 8);
    const version = new CfnBotVersion(this, `Version${words}`, {
      botId: bot.attrId,
      description: `Of the words ${words}`,
      botVersionLocaleSpecification: LANGUAGES.map(({ locale: localeId }) => ({
        localeId,
        botVersionLocaleDetails: { sourceBotVersion: 'DRAFT' },
      })),
    });
    return new CfnBotAlias(this, 'Alias', {
      botId: bot.attrId,
      botAliasName: 'live',
      botVersion: version.attrBotVersion,
      botAliasLocaleSettings: LANGUAGES.map(({ locale: localeId }) => ({
        localeId,
        botAliasLocaleSetting: {
          enabled: true,
          codeHookSpecification: {
            lambdaCodeHook: { codeHookInterfaceVersion: '1.0', lambdaArn: fulfil.arn },
          },
        },
      })),
    });
  }
}
