import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import { LexRuntimeV2Client, RecognizeTextCommand } from '@aws-sdk/client-lex-runtime-v2';
import { startCloud } from '../../../emulator/cloud.ts';
import { HELP_DESK_BOT } from './support/help-desk-bot.ts';
import { said, state } from './support/plumbing.ts';

/** Answers each intent by its name and values; its own client speaks to the bot when it is asked to. */
const FULFILMENT = `
exports.handler = async ({ sessionState: { intent, sessionAttributes } }) => {
  const type = intent.slots.StatusType?.value.interpretedValue;
  return {
    sessionState: {
      sessionAttributes: { ...sessionAttributes, last: intent.name },
      dialogAction: { type: 'Close' },
      intent: { ...intent, state: 'Fulfilled' },
    },
    messages: [{ contentType: 'PlainText', content: type ? intent.name + ' of ' + type : intent.name }],
  };
};`;

const trusting = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

const attribute = (resource: string, name: string) => ({ 'Fn::GetAtt': [resource, name] });

const setting = {
  Enabled: true,
  CodeHookSpecification: {
    LambdaCodeHook: { CodeHookInterfaceVersion: '1.0', LambdaArn: attribute('Fulfilment', 'Arn') },
  },
};

const LOCALES = ['en_US', 'es_419'];

const TEMPLATE = {
  Resources: {
    BotRole: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trusting('lexv2.amazonaws.com') } },
    FunctionRole: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com') },
    },
    Fulfilment: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Role: attribute('FunctionRole', 'Arn'),
        Code: { ZipFile: FULFILMENT },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        FunctionName: { Ref: 'Fulfilment' },
        Action: 'lambda:InvokeFunction',
        Principal: 'lexv2.amazonaws.com',
        SourceArn: attribute('Alias', 'Arn'),
      },
    },
    Bot: { Type: 'AWS::Lex::Bot', Properties: { ...HELP_DESK_BOT, RoleArn: attribute('BotRole', 'Arn') } },
    Version: {
      Type: 'AWS::Lex::BotVersion',
      Properties: {
        BotId: { Ref: 'Bot' },
        BotVersionLocaleSpecification: LOCALES.map((LocaleId) => ({
          LocaleId,
          BotVersionLocaleDetails: { SourceBotVersion: 'DRAFT' },
        })),
      },
    },
    Alias: {
      Type: 'AWS::Lex::BotAlias',
      Properties: {
        BotId: { Ref: 'Bot' },
        BotAliasName: 'live',
        BotVersion: attribute('Version', 'BotVersion'),
        BotAliasLocaleSettings: LOCALES.map((LocaleId) => ({ LocaleId, BotAliasLocaleSetting: setting })),
      },
    },
  },
  Outputs: { BotId: { Value: { Ref: 'Bot' } }, AliasId: { Value: attribute('Alias', 'BotAliasId') } },
};

describe('a bot from a template', () => {
  it('talks in two languages by its function, and goes on in the middle of a conversation after a restart', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'telar-lex-'));
    const start = async () => {
      const cloud = await startCloud({ dataDirectory });
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const options = { endpoint: cloud.endpoint, region: 'us-east-1', credentials };
      return { cloud, formation: new CloudFormationClient(options), lex: new LexRuntimeV2Client(options) };
    };
    let { cloud, formation, lex } = await start();
    await formation.send(
      new CreateStackCommand({
        StackName: 'desk',
        TemplateBody: JSON.stringify(TEMPLATE),
        Capabilities: ['CAPABILITY_IAM'],
      }),
    );
    await waitUntilStackCreateComplete({ client: formation, maxWaitTime: 30, minDelay: 1 }, { StackName: 'desk' });
    const { Stacks = [] } = await formation.send(new DescribeStacksCommand({ StackName: 'desk' }));
    const output = (key: string) => Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    const say = (text: string, localeId = 'en_US') =>
      lex.send(
        new RecognizeTextCommand({
          botId: output('BotId'),
          botAliasId: output('AliasId'),
          localeId,
          sessionId: 'ana',
          text,
        }),
      );

    expect(said(await say('good afternoon'))).toEqual(['Greeting']);
    const asked = await say('I would like to check my status');
    expect(said(asked)).toEqual(['Which status: order, account or delivery?']);
    expect(asked.sessionState?.sessionAttributes).toEqual({ last: 'Greeting' });

    lex.destroy();
    await cloud.close();
    ({ cloud, formation, lex } = await start());

    const told = await say('the parcel');
    expect(said(told)).toEqual(['Status of delivery']);
    expect(state(told)).toMatchObject({ intent: 'Status', state: 'Fulfilled', slots: { StatusType: 'delivery' } });
    expect(said(await say('¿dónde está mi paquete?', 'es_419'))).toEqual(['Status of order']);
    expect(said(await say('what is the capital of France'))).toEqual(['FallbackIntent']);
    lex.destroy();
    await cloud.close();
    rmSync(dataDirectory, { recursive: true });
  }, 60_000);
});
