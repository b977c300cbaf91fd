import type { CfnBot } from 'aws-cdk-lib/aws-lex';
import { FALLBACK_INTENT, type Language, STATUS_TYPES } from '../../../functions/chat/bot/language.ts';

/** Below this, Lex takes an utterance for nothing it knows, and answers with the intent for that. */
const CONFIDENCE_THRESHOLD = 0.4;

/** So often the bot asks once more, before it gives up. */
const MAX_RETRIES = 2;

const STATUS_SLOT = 'StatusType';
const fulfilled = { fulfillmentCodeHook: { enabled: true } };

/** What Lex has to know of one language of the bot. */
export function botLocale(language: Language): CfnBot.BotLocaleProperty {
  const { locale, utterances } = language;
  return {
    localeId: locale,
    nluConfidenceThreshold: CONFIDENCE_THRESHOLD,
    slotTypes: [statusType(language)],
    intents: [
      {
        name: 'Greeting',
        description: 'Somebody says hello',
        sampleUtterances: samples(utterances.Greeting),
        ...fulfilled,
      },
      {
        name: 'Help',
        description: 'Somebody asks what the bot can do',
        sampleUtterances: samples(utterances.Help),
        ...fulfilled,
      },
      statusIntent(language),
      {
        name: FALLBACK_INTENT,
        description: 'Somebody says what the bot does not understand',
        parentIntentSignature: 'AMAZON.FallbackIntent',
        ...fulfilled,
      },
    ],
  };
}

function statusIntent({ utterances, statusPrompts }: Language): CfnBot.IntentProperty {
  return {
    name: 'Status',
    description: 'Somebody asks how things stand',
    sampleUtterances: samples(utterances.Status),
    slots: [
      {
        name: STATUS_SLOT,
        description: 'Of what',
        slotTypeName: STATUS_SLOT,
        valueElicitationSetting: {
          slotConstraint: 'Required',
          promptSpecification: {
            allowInterrupt: true,
            maxRetries: MAX_RETRIES,
            messageSelectionStrategy: 'Ordered',
            messageGroupsList: [promptGroup(statusPrompts)],
          },
        },
      },
    ],
    slotPriorities: [{ priority: 1, slotName: STATUS_SLOT }],
    ...fulfilled,
  };
}

function promptGroup([first, ...others]: Language['statusPrompts']): CfnBot.MessageGroupProperty {
  const message = (value: string) => ({ plainTextMessage: { value } });
  return { message: message(first), variations: others.map(message) };
}

/** Whatever word somebody uses, the value is one that the program knows. */
function statusType({ synonyms, statusNames }: Language): CfnBot.SlotTypeProperty {
  return {
    name: STATUS_SLOT,
    description: 'What one can ask the status of',
    valueSelectionSetting: { resolutionStrategy: 'TOP_RESOLUTION' },
    slotTypeValues: STATUS_TYPES.map((type) => ({
      sampleValue: { value: type },
      synonyms: [statusNames[type], ...synonyms[type]]
        .filter((word, index, words) => word !== type && words.indexOf(word) === index)
        .map((value) => ({ value })),
    })),
  };
}

function samples(utterances: readonly string[]): CfnBot.SampleUtteranceProperty[] {
  return utterances.map((utterance) => ({ utterance }));
}
