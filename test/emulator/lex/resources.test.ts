import {
  BuildBotLocaleCommand,
  DescribeBotAliasCommand,
  DescribeBotCommand,
  DescribeBotLocaleCommand,
  DescribeIntentCommand,
  DescribeResourcePolicyCommand,
  DescribeSlotCommand,
  DescribeSlotTypeCommand,
  ListBotAliasesCommand,
  ListBotLocalesCommand,
  ListBotsCommand,
  ListBotVersionsCommand,
  ListIntentsCommand,
  ListSlotsCommand,
  ListSlotTypesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lex-models-v2';
import { RecognizeTextCommand } from '@aws-sdk/client-lex-runtime-v2';
import { BOOK_ROOM, HOTEL_BOT } from './support/hotel-bot.ts';
import { ROLE_ARN, type RunningLex, startLex, state } from './support/plumbing.ts';

const BOT = { ...HOTEL_BOT, RoleArn: ROLE_ARN };
const [LOCALE] = BOT.BotLocales;
const DRAFT_OF_LOCALE = [{ LocaleId: 'en_US', BotVersionLocaleDetails: { SourceBotVersion: 'DRAFT' } }];

let lex: RunningLex;
beforeEach(async () => {
  lex = await startLex(HOTEL_BOT);
});
afterEach(() => lex.close());

describe('AWS::Lex::Bot', () => {
  it('answers Ref with its id, and has the test alias for its draft', async () => {
    const { botId } = lex.address;
    expect(botId).toMatch(/^[0-9A-Z]{10}$/);
    const { botAliasSummaries = [] } = await lex.models.send(new ListBotAliasesCommand({ botId }));
    const names = botAliasSummaries.map(({ botAliasName }) => botAliasName);
    expect(names.sort()).toEqual(['TestBotAlias', 'live']);
    const answer = await lex.runtime.send(
      new RecognizeTextCommand({ ...lex.address, botAliasId: 'TSTALIASID', text: 'book a room' }),
    );
    expect(state(answer)).toMatchObject({ intent: 'BookRoom' });
  });

  it('keeps its id when it changes, and understands what it has learned', async () => {
    const type = lex.type('AWS::Lex::Bot');
    const deployed = { physicalId: lex.address.botId, attributes: {} };
    const Intents = [{ Name: 'Sing', SampleUtterances: [{ Utterance: 'sing a song' }] }];
    const changed = { ...BOT, BotLocales: [{ ...LOCALE, Intents }] };
    expect((await type.update(deployed, changed, BOT)).physicalId).toBe(lex.address.botId);
    expect(state(await lex.say('sing a song'))).toMatchObject({ intent: 'Sing' });
    expect(state(await lex.say('book a room'))).toMatchObject({ intent: 'FallbackIntent' });
  });

  it('is not spoken to before it is built', async () => {
    const made = await lex.type('AWS::Lex::Bot').create({ ...BOT, Name: 'Raw', AutoBuildBotLocales: false });
    const address = { botId: made.physicalId, botAliasId: 'TSTALIASID', localeId: 'en_US', sessionId: 'ana' };
    const speak = () => lex.runtime.send(new RecognizeTextCommand({ ...address, text: 'book a room' }));
    await expect(speak()).rejects.toMatchObject({ message: expect.stringContaining('not built') });
    const draft = { botId: made.physicalId, botVersion: 'DRAFT', localeId: 'en_US' };
    await lex.models.send(new BuildBotLocaleCommand(draft));
    await expect(speak()).resolves.toBeDefined();
    expect(await lex.models.send(new DescribeBotLocaleCommand(draft))).toMatchObject({ botLocaleStatus: 'Built' });
  });

  it.each([
    [
      'a slot type that is not there',
      { Slots: [{ ...BOOK_ROOM.Slots[0], SlotTypeName: 'Nope' }] },
      /there is no slot type Nope/,
    ],
    [
      'a built-in type that the emulator lacks',
      { Slots: [{ ...BOOK_ROOM.Slots[0], SlotTypeName: 'AMAZON.Actor' }] },
      /does not have the built-in slot type AMAZON.Actor/,
    ],
    ['a sample with an unknown slot', { SampleUtterances: [{ Utterance: 'to {Nowhere}' }] }, /has no slot Nowhere/],
    ['an intent of another service', { ParentIntentSignature: 'AMAZON.KendraSearchIntent' }, /Invalid option/],
    [
      'a wrong condition',
      {
        InitialResponseSetting: {
          Conditional: {
            IsActive: true,
            ConditionalBranches: [{ Name: 'a', Condition: { ExpressionString: '{a} = ' }, NextStep: {} }],
            DefaultBranch: {},
          },
        },
      },
      /no condition that can be understood/,
    ],
  ])('is refused with %s', async (_what, change, message) => {
    const Intents = [{ Name: 'Odd', ...change }];
    const create = lex.type('AWS::Lex::Bot').create({ ...BOT, BotLocales: [{ ...LOCALE, Intents }] });
    await expect(create).rejects.toThrow(message);
  });
});

describe('AWS::Lex::BotVersion and AWS::Lex::BotAlias', () => {
  it('show the bot as it was', async () => {
    const { botId } = lex.address;
    const version = await lex
      .type('AWS::Lex::BotVersion')
      .create({ BotId: botId, BotVersionLocaleSpecification: DRAFT_OF_LOCALE });
    expect(version).toEqual({ physicalId: `${botId}|1`, attributes: { BotVersion: '1' } });
    const alias = await lex.type('AWS::Lex::BotAlias').create({ BotId: botId, BotAliasName: 'prod', BotVersion: '1' });
    const botAliasId = String(alias.attributes.BotAliasId);
    expect(alias.physicalId).toBe(`${botAliasId}|${botId}`);
    const deployed = { physicalId: botId, attributes: {} };
    await lex.type('AWS::Lex::Bot').update(deployed, { ...BOT, BotLocales: [{ ...LOCALE, Intents: [] }] }, BOT);
    const talk = (id: string) =>
      lex.runtime.send(new RecognizeTextCommand({ ...lex.address, botAliasId: id, text: 'book a room' }));
    expect(state(await talk(botAliasId))).toMatchObject({ intent: 'BookRoom' });
    expect(state(await talk('TSTALIASID'))).toMatchObject({ intent: 'FallbackIntent' });
    expect(await lex.models.send(new DescribeBotAliasCommand({ botId, botAliasId }))).toMatchObject({
      botAliasName: 'prod',
      botVersion: '1',
    });
    const { botVersionSummaries = [] } = await lex.models.send(new ListBotVersionsCommand({ botId }));
    expect(botVersionSummaries.map(({ botVersion }) => botVersion)).toEqual(['DRAFT', '1']);
  });

  it('serve the locales that the alias enables', async () => {
    const settings = [{ LocaleId: 'en_US', BotAliasLocaleSetting: { Enabled: false } }];
    const alias = await lex.type('AWS::Lex::BotAlias').create({
      BotId: lex.address.botId,
      BotAliasName: 'closed',
      BotVersion: 'DRAFT',
      BotAliasLocaleSettings: settings,
    });
    const say = new RecognizeTextCommand({
      ...lex.address,
      botAliasId: String(alias.attributes.BotAliasId),
      text: 'hi',
    });
    await expect(lex.runtime.send(say)).rejects.toMatchObject({ message: expect.stringContaining('not enabled') });
  });

  it('are gone with their bot', async () => {
    const { botId } = lex.address;
    await lex.type('AWS::Lex::Bot').delete({ physicalId: botId, attributes: {} }, BOT);
    await expect(lex.say('hi')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    expect((await lex.models.send(new ListBotsCommand({}))).botSummaries).toEqual([]);
  });
});

describe('AWS::Lex::ResourcePolicy', () => {
  it('is kept on its resource', async () => {
    const resourceArn = `arn:aws:lex:us-east-1:000000000000:bot/${lex.address.botId}`;
    const Policy = { Version: '2012-10-17', Statement: [] };
    const type = lex.type('AWS::Lex::ResourcePolicy');
    const deployed = await type.create({ ResourceArn: resourceArn, Policy });
    const read = () => lex.models.send(new DescribeResourcePolicyCommand({ resourceArn }));
    expect(JSON.parse((await read()).policy ?? '')).toEqual(Policy);
    await type.delete(deployed, { ResourceArn: resourceArn, Policy });
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('the models API', () => {
  it('shows a bot with all its parts', async () => {
    const { botId, localeId } = lex.address;
    const draft = { botId, botVersion: 'DRAFT', localeId };
    expect(await lex.models.send(new DescribeBotCommand({ botId }))).toMatchObject({
      botName: 'Hotel',
      botStatus: 'Available',
      idleSessionTTLInSeconds: 300,
      dataPrivacy: { childDirected: false },
    });
    const { botLocaleSummaries } = await lex.models.send(new ListBotLocalesCommand({ botId, botVersion: 'DRAFT' }));
    expect(botLocaleSummaries).toMatchObject([{ localeId: 'en_US', botLocaleStatus: 'Built' }]);
    const { intentSummaries = [] } = await lex.models.send(new ListIntentsCommand(draft));
    const intentId = intentSummaries.find(({ intentName }) => intentName === 'BookRoom')?.intentId ?? '';
    const intent = await lex.models.send(new DescribeIntentCommand({ ...draft, intentId }));
    expect(intent.outputContexts).toEqual([{ name: 'booked', timeToLiveInSeconds: 90, turnsToLive: 2 }]);
    expect(intent.intentConfirmationSetting?.promptSpecification?.maxRetries).toBe(1);
    const { slotSummaries = [] } = await lex.models.send(new ListSlotsCommand({ ...draft, intentId }));
    const slotId = slotSummaries.find(({ slotName }) => slotName === 'RoomType')?.slotId ?? '';
    expect(intent.slotPriorities).toContainEqual({ priority: 3, slotId });
    const slot = await lex.models.send(new DescribeSlotCommand({ ...draft, intentId, slotId }));
    const { slotTypeSummaries = [] } = await lex.models.send(new ListSlotTypesCommand(draft));
    const slotTypeId = slotTypeSummaries[0]?.slotTypeId ?? '';
    expect(slot.slotTypeId).toBe(slotTypeId);
    expect(await lex.models.send(new DescribeSlotTypeCommand({ ...draft, slotTypeId }))).toMatchObject({
      slotTypeName: 'RoomType',
      valueSelectionSetting: { resolutionStrategy: 'TopResolution' },
    });
  });

  it('pages lists', async () => {
    const { botId, localeId } = lex.address;
    const draft = { botId, botVersion: 'DRAFT', localeId };
    const first = await lex.models.send(new ListIntentsCommand({ ...draft, maxResults: 3 }));
    const second = await lex.models.send(
      new ListIntentsCommand({ ...draft, maxResults: 3, nextToken: first.nextToken }),
    );
    expect(first.intentSummaries).toHaveLength(3);
    expect(second.intentSummaries).toHaveLength(1);
    expect(second.nextToken).toBeUndefined();
  });

  it('tags bots', async () => {
    const resourceARN = `arn:aws:lex:us-east-1:000000000000:bot/${lex.address.botId}`;
    await lex.models.send(new TagResourceCommand({ resourceARN, tags: { team: 'desk' } }));
    expect((await lex.models.send(new ListTagsForResourceCommand({ resourceARN }))).tags).toEqual({ team: 'desk' });
  });
});
