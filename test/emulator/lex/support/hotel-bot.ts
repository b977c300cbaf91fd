/** A bot with everything that dialogs have: several slots, defaults, confirmation, contexts, branches, closing words. */

export const says = (value: string, ...variations: string[]) => ({
  MessageGroupsList: [
    {
      Message: { PlainTextMessage: { Value: value } },
      ...(variations.length > 0 ? { Variations: variations.map((Value) => ({ PlainTextMessage: { Value } })) } : {}),
    },
  ],
});

const samples = (...texts: string[]) => texts.map((Utterance) => ({ Utterance }));

const slot = (Name: string, SlotTypeName: string, prompt: string, rest: object = {}) => ({
  Name,
  SlotTypeName,
  ValueElicitationSetting: {
    SlotConstraint: 'Required',
    PromptSpecification: { ...says(prompt), MaxRetries: 1 },
    ...rest,
  },
});

export const BOOK_ROOM = {
  Name: 'BookRoom',
  SampleUtterances: samples('book a room', 'i want a {RoomType} room', 'book a room in {City} for {Nights} nights'),
  Slots: [
    slot('Nights', 'AMAZON.Number', 'How many nights in {City}?'),
    slot('City', 'AMAZON.City', 'In which city?'),
    slot('RoomType', 'RoomType', 'Which room?', {
      DefaultValueSpecification: { DefaultValueList: [{ DefaultValue: '[favourite]' }] },
    }),
  ],
  SlotPriorities: [
    { Priority: 1, SlotName: 'City' },
    { Priority: 2, SlotName: 'Nights' },
    { Priority: 3, SlotName: 'RoomType' },
  ],
  IntentConfirmationSetting: {
    PromptSpecification: { ...says('A {RoomType} room in {City} for {Nights} nights?'), MaxRetries: 1 },
    DeclinationResponse: says('Nothing was booked.'),
  },
  FulfillmentCodeHook: { Enabled: false },
  IntentClosingSetting: { ClosingResponse: says('Booked.') },
  OutputContexts: [{ Name: 'booked', TimeToLiveInSeconds: 90, TurnsToLive: 2 }],
};

export const CHANGE_ROOM = {
  Name: 'ChangeRoom',
  SampleUtterances: samples('change the booking'),
  InputContexts: [{ Name: 'booked' }],
  Slots: [
    slot('City', 'AMAZON.City', 'Which city instead?', {
      DefaultValueSpecification: { DefaultValueList: [{ DefaultValue: '#booked.City' }] },
    }),
  ],
  IntentClosingSetting: { ClosingResponse: says('The booking in {City} can be changed.') },
};

export const WEATHER = {
  Name: 'Weather',
  SampleUtterances: samples('how is the weather', 'what is the forecast'),
  InitialResponseSetting: {
    InitialResponse: says('Let me look out of the window.'),
    Conditional: {
      IsActive: true,
      ConditionalBranches: [
        {
          Name: 'Raining',
          Condition: { ExpressionString: '[rain] = "yes" AND NOT ([umbrella] = "yes")' },
          Response: says('Take an umbrella.'),
          NextStep: { DialogAction: { Type: 'EndConversation' } },
        },
      ],
      DefaultBranch: { Response: says('It is fine.'), NextStep: { DialogAction: { Type: 'FulfillIntent' } } },
    },
  },
};

export const HOTEL_BOT = {
  Name: 'Hotel',
  DataPrivacy: { ChildDirected: false },
  IdleSessionTTLInSeconds: 300,
  AutoBuildBotLocales: true,
  BotLocales: [
    {
      LocaleId: 'en_US',
      NluConfidenceThreshold: 0.4,
      SlotTypes: [
        {
          Name: 'RoomType',
          SlotTypeValues: [
            { SampleValue: { Value: 'single' }, Synonyms: [{ Value: 'one bed' }] },
            { SampleValue: { Value: 'double' }, Synonyms: [{ Value: 'twin' }] },
          ],
          ValueSelectionSetting: { ResolutionStrategy: 'TOP_RESOLUTION' },
        },
      ],
      Intents: [
        BOOK_ROOM,
        CHANGE_ROOM,
        WEATHER,
        {
          Name: 'FallbackIntent',
          ParentIntentSignature: 'AMAZON.FallbackIntent',
          IntentClosingSetting: { ClosingResponse: says('Sorry, I did not get that.') },
        },
      ],
    },
  ],
};
