import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import type { InvokeCommandInput } from '@aws-sdk/client-lambda';
import { LexModelsV2Client } from '@aws-sdk/client-lex-models-v2';
import {
  LexRuntimeV2Client,
  RecognizeTextCommand,
  type RecognizeTextCommandInput,
  type RecognizeTextCommandOutput,
} from '@aws-sdk/client-lex-runtime-v2';
import { AwsError } from '../../../../emulator/door/errors.ts';
import { operation } from '../../../../emulator/door/operation.ts';
import type { ServiceDefinition } from '../../../../emulator/door/service.ts';
import { ManualClock } from '../../../../emulator/runtime/clock.ts';
import { createLex } from '../../../../emulator/services/lex/service.ts';
import { createLogs } from '../../../../emulator/services/logs/service.ts';
import { deployable } from '../../support/deployable.ts';
import { startEndpoint } from '../../support/endpoint.ts';

export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:hook';
export const ROLE_ARN = 'arn:aws:iam::000000000000:role/bot';

/** A function's event as far as tests look at it. */
export interface HookEvent {
  readonly invocationSource: string;
  readonly sessionState: { readonly intent: { readonly name: string; readonly slots: Record<string, unknown> } };
  readonly [member: string]: unknown;
}

/** What the function answers to an event; an error is what its runtime or Lambda itself answers. */
export type Hook = (event: HookEvent) => unknown;

/** Lambda as Lex sees it: one function, which writes down what it gets and answers what the test says. */
function lambda(events: HookEvent[], hook: () => Hook): ServiceDefinition {
  const invoke = operation<InvokeCommandInput, object>({
    name: 'Invoke',
    access: ({ FunctionName = '' }) => [
      {
        action: 'lambda:InvokeFunction',
        resource: FunctionName,
        resourcePolicy: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'lexv2.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: FUNCTION_ARN,
            Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:lex:us-east-1:000000000000:bot-alias/*' } },
          },
        },
      },
    ],
    run({ Payload }) {
      const event = JSON.parse(Buffer.from(Payload as Uint8Array).toString()) as HookEvent;
      events.push(event);
      const answer = hook()(event);
      if (answer instanceof AwsError) throw answer;
      if (answer instanceof Error) {
        const payload = JSON.stringify({ errorType: 'Error', errorMessage: answer.message });
        return { StatusCode: 200, FunctionError: 'Unhandled', Payload: Buffer.from(payload) };
      }
      return { StatusCode: 200, Payload: Buffer.from(JSON.stringify(answer)) };
    },
  });
  return {
    name: 'lambda',
    signingName: 'lambda',
    sdk: '@aws-sdk/client-lambda',
    protocol: 'rest-json',
    operations: [invoke],
    resources: [],
  };
}

/** The hook closes what it is asked to fulfil, and otherwise lets Lex go on. */
export const CLOSING: Hook = ({ invocationSource, sessionState: { intent } }) =>
  invocationSource === 'FulfillmentCodeHook'
    ? {
        sessionState: { dialogAction: { type: 'Close' }, intent: { ...intent, state: 'Fulfilled' } },
        messages: [{ contentType: 'PlainText', content: `${intent.name} done` }],
      }
    : { sessionState: { dialogAction: { type: 'Delegate' }, intent } };

/** Lex with one bot of two locales, as its draft is built, behind an alias with a function. */
export async function startLex(bot: { readonly [property: string]: unknown }, aliasFunction: string = FUNCTION_ARN) {
  const clock = new ManualClock(Date.UTC(2026, 6, 1, 12));
  const events: HookEvent[] = [];
  let hook: Hook = CLOSING;
  let resources: ServiceDefinition['resources'] = [];
  const endpoint = await startEndpoint(
    (ports) => {
      const { runtime, models } = createLex(ports);
      resources = runtime.resources;
      return [runtime, models, lambda(events, () => hook), createLogs(ports)];
    },
    { clock },
  );
  const iam = new IAMClient(endpoint.client);
  const trust = { Effect: 'Allow', Principal: { Service: 'lexv2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
  await iam.send(new CreateRoleCommand({ RoleName: 'bot', AssumeRolePolicyDocument }));
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'logs:*', Resource: '*' },
  });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'bot', PolicyName: 'logs', PolicyDocument }));

  const type = (name: string) => deployable(resources, name);
  const made = await type('AWS::Lex::Bot').create({ ...bot, RoleArn: ROLE_ARN });
  const locales = ((bot.BotLocales ?? []) as { LocaleId: string }[]).map(({ LocaleId }) => LocaleId);
  const setting = {
    Enabled: true,
    CodeHookSpecification: { LambdaCodeHook: { CodeHookInterfaceVersion: '1.0', LambdaArn: aliasFunction } },
  };
  const logGroup = 'arn:aws:logs:us-east-1:000000000000:log-group:chats';
  const alias = await type('AWS::Lex::BotAlias').create({
    BotId: made.physicalId,
    BotAliasName: 'live',
    BotVersion: 'DRAFT',
    BotAliasLocaleSettings: locales.map((LocaleId) => ({ LocaleId, BotAliasLocaleSetting: setting })),
    ConversationLogSettings: {
      TextLogSettings: [
        { Enabled: true, Destination: { CloudWatch: { CloudWatchLogGroupArn: logGroup, LogPrefix: 'bot/' } } },
      ],
    },
  });
  const address = {
    botId: made.physicalId,
    botAliasId: String(alias.attributes.BotAliasId),
    localeId: 'en_US',
    sessionId: 'ana',
  };
  const runtime = new LexRuntimeV2Client(endpoint.client);
  return {
    ...endpoint,
    clock,
    events,
    address,
    type,
    runtime,
    models: new LexModelsV2Client(endpoint.client),
    setHook(next: Hook) {
      hook = next;
    },
    say: (text: string, rest: Partial<RecognizeTextCommandInput> = {}): Promise<RecognizeTextCommandOutput> =>
      runtime.send(new RecognizeTextCommand({ ...address, text, ...rest })),
    async close() {
      runtime.destroy();
      await endpoint.close();
    },
  };
}

export type RunningLex = Awaited<ReturnType<typeof startLex>>;

/** What a bot said. */
export const said = ({ messages = [] }: RecognizeTextCommandOutput) => messages.map(({ content }) => content);

/** Where a conversation stands: the intent with its state, what is asked for, and the slots' values. */
export const state = ({ sessionState }: RecognizeTextCommandOutput) => {
  const { intent, dialogAction } = sessionState ?? {};
  const slots = Object.entries(intent?.slots ?? {}).map(([name, slot]) => [
    name,
    slot?.value?.interpretedValue ?? null,
  ]);
  return {
    intent: intent?.name,
    state: intent?.state,
    asks: dialogAction?.slotToElicit ?? dialogAction?.type,
    slots: Object.fromEntries(slots),
  };
};
