import { CloudWatchLogsClient, CreateLogGroupCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../../emulator/door/errors.ts';
import { eventually } from '../../journeys/support/eventually.ts';
import { BOOK_ROOM, HOTEL_BOT, says } from './support/hotel-bot.ts';
import { CLOSING, FUNCTION_ARN, type HookEvent, type RunningLex, said, startLex, state } from './support/plumbing.ts';

const [locale] = HOTEL_BOT.BotLocales;

/** The hotel's bot with other intents. */
const botWith = (...Intents: object[]) => ({
  ...HOTEL_BOT,
  BotLocales: [{ ...locale, Intents: [...Intents, ...(locale?.Intents.slice(-1) ?? [])] }],
});

const GREET = { Name: 'Greet', SampleUtterances: [{ Utterance: 'hello' }], FulfillmentCodeHook: { Enabled: true } };
const HOOKED_ROOM = { ...BOOK_ROOM, DialogCodeHook: { Enabled: true }, FulfillmentCodeHook: { Enabled: true } };

const closes = (sessionState: object, rest: object = {}) => ({
  sessionState: { dialogAction: { type: 'Close' }, ...sessionState },
  ...rest,
});

describe('a fulfilment hook', () => {
  let lex: RunningLex;
  beforeEach(async () => {
    lex = await startLex(botWith(GREET));
  });
  afterEach(() => lex.close());

  it("gets Lex V2's event", async () => {
    await lex.say('Hello!', {
      requestAttributes: { channel: 'web' },
      sessionState: { sessionAttributes: { user: 'ana' } },
    });
    const [event] = lex.events;
    expect(event).toEqual({
      messageVersion: '1.0',
      invocationSource: 'FulfillmentCodeHook',
      inputMode: 'Text',
      responseContentType: 'text/plain; charset=utf-8',
      sessionId: 'ana',
      inputTranscript: 'Hello!',
      bot: {
        id: lex.address.botId,
        name: 'Hotel',
        aliasId: lex.address.botAliasId,
        aliasName: 'live',
        localeId: 'en_US',
        version: 'DRAFT',
      },
      interpretations: [
        {
          intent: { name: 'Greet', slots: {}, state: 'ReadyForFulfillment', confirmationState: 'None' },
          interpretationSource: 'Lex',
          nluConfidence: 1,
        },
        {
          intent: { name: 'FallbackIntent', slots: {}, state: 'InProgress', confirmationState: 'None' },
          interpretationSource: 'Lex',
        },
      ],
      requestAttributes: { channel: 'web' },
      sessionState: {
        activeContexts: [],
        sessionAttributes: { user: 'ana' },
        runtimeHints: {},
        intent: { name: 'Greet', slots: {}, state: 'ReadyForFulfillment', confirmationState: 'None' },
        originatingRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      transcriptions: [
        {
          transcription: 'Hello!',
          transcriptionConfidence: 1,
          resolvedContext: { intent: 'Greet' },
          resolvedSlots: {},
        },
      ],
    });
  });

  it('answers messages, attributes and the state of the intent', async () => {
    lex.setHook(({ sessionState: { intent } }) =>
      closes(
        { intent: { ...intent, state: 'Fulfilled' }, sessionAttributes: { greeted: 'yes' } },
        { messages: [{ contentType: 'CustomPayload', content: '{}' }], requestAttributes: { seen: '1' } },
      ),
    );
    const answer = await lex.say('hello');
    expect(answer.messages).toEqual([{ contentType: 'CustomPayload', content: '{}' }]);
    expect(answer.sessionState?.sessionAttributes).toEqual({ greeted: 'yes' });
    expect(answer.requestAttributes).toEqual({ seen: '1' });
    expect(state(answer)).toMatchObject({ intent: 'Greet', state: 'Fulfilled', asks: 'Close' });
  });

  it('may fail the intent', async () => {
    lex.setHook(({ sessionState: { intent } }) => closes({ intent: { ...intent, state: 'Failed' } }));
    expect(state(await lex.say('hello'))).toMatchObject({ state: 'Failed', asks: 'Close' });
  });

  it('may ask what else there is to do', async () => {
    lex.setHook(() => ({
      sessionState: { dialogAction: { type: 'ElicitIntent' } },
      messages: [{ contentType: 'PlainText', content: 'What else?' }],
    }));
    const answer = await lex.say('hello');
    expect(said(answer)).toEqual(['What else?']);
    expect(state(answer)).toMatchObject({ intent: undefined, asks: 'ElicitIntent' });
  });

  it.each([
    ['throws', new Error('broken'), 'Invalid Lambda Response: Received error response from Lambda: Unhandled'],
    ['answers nothing', null, /^Invalid Lambda Response: Received invalid response from Lambda: /],
    ['answers an unknown action', closes({ dialogAction: { type: 'Dance' } }), /dialogAction.type/],
    [
      'names an unknown intent',
      closes({ intent: { name: 'Nope' } }),
      'Invalid Lambda Response: Lambda response provided invalid intent name: Nope',
    ],
    [
      'asks for an unknown slot',
      { sessionState: { dialogAction: { type: 'ElicitSlot', slotToElicit: 'Nope' }, intent: { name: 'Greet' } } },
      'Invalid Lambda Response: Lambda response provided invalid slot name: Nope',
    ],
    [
      'wants to be called again',
      { sessionState: { dialogAction: { type: 'Delegate' }, intent: { name: 'Greet' } } },
      'Invalid Lambda Response: Reached second execution of fulfillment lambda on the same utterance',
    ],
  ])('that %s is a DependencyFailedException', async (_what, answer, message) => {
    lex.setHook(() => answer);
    const failure = await lex.say('hello').catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: 'DependencyFailedException', $metadata: { httpStatusCode: 424 } });
    expect(failure).toHaveProperty('message', expect.stringMatching(message));
  });

  it('that runs as often as it may is a ThrottlingException', async () => {
    lex.setHook(() => new AwsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429 }));
    await expect(lex.say('hello')).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('leaves the session as it was when it fails', async () => {
    await lex.say('hello', { sessionState: { sessionAttributes: { kept: 'yes' } } });
    lex.setHook(() => new Error('broken'));
    await lex.say('hello', { sessionState: { sessionAttributes: { kept: 'no' } } }).catch(() => {});
    lex.setHook(CLOSING);
    expect((await lex.say('hello')).sessionState?.sessionAttributes).toEqual({ kept: 'yes' });
  });
});

describe('a function that Lex may not call', () => {
  it('is named with the alias that would call it', async () => {
    const other = `${FUNCTION_ARN}-private`;
    const lex = await startLex(botWith(GREET), other);
    const alias = `arn:aws:lex:us-east-1:000000000000:bot-alias/${lex.address.botId}/${lex.address.botAliasId}`;
    await expect(lex.say('hello')).rejects.toMatchObject({
      name: 'DependencyFailedException',
      message: `Invalid Bot Configuration: Access denied while invoking lambda function ${other} from ${alias}. Please check the policy on this function.`,
    });
    await lex.close();
  });
});

describe('a dialog hook', () => {
  let lex: RunningLex;
  beforeEach(async () => {
    lex = await startLex(botWith(HOOKED_ROOM));
  });
  afterEach(() => lex.close());

  it('hears of every answer, with what Lex would do next', async () => {
    await lex.say('book a room');
    await lex.say('Lima');
    expect(lex.events.map(({ invocationSource }) => invocationSource)).toEqual(['DialogCodeHook', 'DialogCodeHook']);
    expect(lex.events.map(({ proposedNextState }) => proposedNextState)).toMatchObject([
      { dialogAction: { type: 'ElicitSlot', slotToElicit: 'City' }, intent: { name: 'BookRoom' } },
      { dialogAction: { type: 'ElicitSlot', slotToElicit: 'Nights' }, prompt: { attempt: 'Initial' } },
    ]);
  });

  it('may refuse a value and ask again in its own words', async () => {
    lex.setHook((event: HookEvent) => {
      const { intent } = event.sessionState;
      if (intent.slots.City === null) return CLOSING(event);
      const dialogAction = { type: 'ElicitSlot', slotToElicit: 'City' };
      const messages = [{ contentType: 'PlainText', content: 'Not there. Where else?' }];
      return {
        sessionState: { dialogAction, intent: { ...intent, slots: { ...intent.slots, City: null } } },
        messages,
      };
    });
    await lex.say('book a room');
    const answer = await lex.say('Atlantis');
    expect(said(answer)).toEqual(['Not there. Where else?']);
    expect(state(answer)).toMatchObject({ asks: 'City', slots: { City: null } });
  });

  it('may fill slots, so that they are not asked for', async () => {
    lex.setHook((event) => {
      const { intent } = event.sessionState;
      const City = { value: { interpretedValue: 'Quito' } };
      return {
        sessionState: { dialogAction: { type: 'Delegate' }, intent: { ...intent, slots: { ...intent.slots, City } } },
      };
    });
    expect(state(await lex.say('book a room'))).toMatchObject({ asks: 'Nights', slots: { City: 'Quito' } });
  });

  it("may ask for the confirmation, by the intent's prompt when it has no words of its own", async () => {
    lex.setHook(({ sessionState: { intent } }) => ({
      sessionState: { dialogAction: { type: 'ConfirmIntent' }, intent },
    }));
    const answer = await lex.say('book a room in Lima for 2 nights');
    expect(state(answer)).toMatchObject({ asks: 'ConfirmIntent' });
    expect(said(answer)).toEqual(['A {RoomType} room in Lima for 2 nights?']);
  });

  it('gives way to fulfilment when everything is there', async () => {
    await lex.say('book a room in Lima for 2 nights');
    await lex.say('double');
    const answer = await lex.say('yes');
    expect(lex.events.at(-1)).toMatchObject({
      invocationSource: 'FulfillmentCodeHook',
      sessionState: { intent: { state: 'ReadyForFulfillment', confirmationState: 'Confirmed' } },
    });
    expect(said(answer)).toEqual(['BookRoom done']);
  });
});

describe('words after fulfilment', () => {
  const after = (specification: object) =>
    botWith({ ...GREET, FulfillmentCodeHook: { Enabled: true, PostFulfillmentStatusSpecification: specification } });

  it('are for success when the function has none of its own', async () => {
    const lex = await startLex(
      after({ SuccessResponse: says('All done.'), FailureResponse: says('That went wrong.') }),
    );
    lex.setHook(({ sessionState: { intent } }) => closes({ intent: { ...intent, state: 'Fulfilled' } }));
    expect(said(await lex.say('hello'))).toEqual(['All done.']);
    lex.setHook(({ sessionState: { intent } }) => closes({ intent: { ...intent, state: 'Failed' } }));
    expect(said(await lex.say('hello'))).toEqual(['That went wrong.']);
    await lex.close();
  });

  it('are for failure when the function throws', async () => {
    const lex = await startLex(after({ FailureResponse: says('That went wrong.') }));
    lex.setHook(() => new Error('broken'));
    const answer = await lex.say('hello');
    expect(said(answer)).toEqual(['That went wrong.']);
    expect(state(answer)).toMatchObject({ state: 'Failed', asks: 'Close' });
    await lex.close();
  });
});

describe('a conversation log', () => {
  it('tells each turn, without the values that are to stay private', async () => {
    const hidden = { ObfuscationSetting: { ObfuscationSettingType: 'DefaultObfuscation' } };
    const lex = await startLex(
      botWith({ ...BOOK_ROOM, Slots: BOOK_ROOM.Slots.map((slot) => ({ ...slot, ...hidden })) }),
    );
    const logs = new CloudWatchLogsClient(lex.client);
    await logs.send(new CreateLogGroupCommand({ logGroupName: 'chats' }));
    await lex.say('book a room in Lima for 12 nights');
    const [event] = await eventually(lex.trace, 'a conversation log', async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'chats' }));
      return events.length > 0 ? events : undefined;
    });
    expect(event?.logStreamName).toMatch(/^bot\/2026\/07\/01\/DRAFT\/[0-9a-f]{32}$/);
    const entry: unknown = JSON.parse(event?.message ?? '');
    expect(entry).toMatchObject({
      messageVersion: '2.0',
      botName: 'Hotel',
      localeId: 'en_US',
      sessionId: 'ana',
      inputTranscript: 'book a room in {City} for {Nights} nights',
      missedUtterance: false,
      sessionState: { intent: { name: 'BookRoom' } },
    });
    await lex.close();
  });
});
