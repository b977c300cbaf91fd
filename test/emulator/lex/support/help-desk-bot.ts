/** A bot as a template writes it, in two languages: it greets, helps, and tells the status of three things. */

const plain = (value: string) => ({ MessageGroupsList: [{ Message: { PlainTextMessage: { Value: value } } }] });
const samples = (texts: readonly string[]) => texts.map((Utterance) => ({ Utterance }));

interface Words {
  readonly greeting: readonly string[];
  readonly help: readonly string[];
  readonly status: readonly string[];
  readonly values: Readonly<Record<'order' | 'account' | 'delivery', readonly string[]>>;
  readonly prompt: string;
}

const locale = (LocaleId: string, { greeting, help, status, values, prompt }: Words) => ({
  LocaleId,
  NluConfidenceThreshold: 0.4,
  SlotTypes: [
    {
      Name: 'StatusType',
      SlotTypeValues: Object.entries(values).map(([value, synonyms]) => ({
        SampleValue: { Value: value },
        Synonyms: synonyms.map((Value) => ({ Value })),
      })),
      ValueSelectionSetting: { ResolutionStrategy: 'TOP_RESOLUTION' },
    },
  ],
  Intents: [
    { Name: 'Greeting', SampleUtterances: samples(greeting), FulfillmentCodeHook: { Enabled: true } },
    { Name: 'Help', SampleUtterances: samples(help), FulfillmentCodeHook: { Enabled: true } },
    {
      Name: 'Status',
      SampleUtterances: samples(status),
      Slots: [
        {
          Name: 'StatusType',
          SlotTypeName: 'StatusType',
          ValueElicitationSetting: {
            SlotConstraint: 'Required',
            PromptSpecification: { ...plain(prompt), MaxRetries: 2, AllowInterrupt: true },
          },
        },
      ],
      SlotPriorities: [{ Priority: 1, SlotName: 'StatusType' }],
      FulfillmentCodeHook: { Enabled: true },
    },
    { Name: 'FallbackIntent', ParentIntentSignature: 'AMAZON.FallbackIntent', FulfillmentCodeHook: { Enabled: true } },
  ],
});

export const ENGLISH_LOCALE = locale('en_US', {
  greeting: ['hello', 'hi', 'hey', 'good morning', 'good evening', 'hello there', 'nice to meet you'],
  help: ['help', 'i need help', 'can you help me', 'what can you do', 'how does this work', 'show me the options'],
  status: [
    'status',
    'what is my status',
    'check status',
    'check my {StatusType}',
    'what is the status of my {StatusType}',
    '{StatusType} status',
    'where is my {StatusType}',
  ],
  values: {
    order: ['orders', 'purchase', 'package'],
    account: ['profile', 'membership'],
    delivery: ['shipment', 'shipping', 'parcel'],
  },
  prompt: 'Which status: order, account or delivery?',
});

export const SPANISH_LOCALE = locale('es_419', {
  greeting: ['hola', 'buenos días', 'buenas tardes', 'buenas noches', 'qué tal', 'hola, cómo estás'],
  help: [
    'ayuda',
    'necesito ayuda',
    'me puedes ayudar',
    'qué puedes hacer',
    'cómo funciona esto',
    'muéstrame las opciones',
  ],
  status: [
    'estado',
    'cuál es mi estado',
    'consultar estado',
    'revisar mi {StatusType}',
    'cuál es el estado de mi {StatusType}',
    'estado de {StatusType}',
    'dónde está mi {StatusType}',
  ],
  values: {
    order: ['pedido', 'orden', 'compra', 'paquete'],
    account: ['cuenta', 'perfil'],
    delivery: ['entrega', 'envío'],
  },
  prompt: '¿Qué estado quieres: pedido, cuenta o entrega?',
});

export const HELP_DESK_BOT = {
  Name: 'HelpDesk',
  RoleArn: 'arn:aws:iam::000000000000:role/help-desk-bot',
  DataPrivacy: { ChildDirected: false },
  IdleSessionTTLInSeconds: 300,
  AutoBuildBotLocales: true,
  BotLocales: [ENGLISH_LOCALE, SPANISH_LOCALE],
};
