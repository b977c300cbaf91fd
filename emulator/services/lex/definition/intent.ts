import { z } from 'zod';
import { flag, number, text } from '../../../template/scalars.ts';
import { CONTEXT_SECONDS, CONTEXT_TURNS, SLOTS_OF_AN_INTENT, UTTERANCES_OF_AN_INTENT } from '../limits.ts';
import { codeHook, conditional, dialogState, elicitationCodeHook, outcomes } from './dialog-state.ts';
import { prompt, response } from './messages.ts';
import { slot, utterances } from './slot.ts';

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-intents.html: those that need no other service. */
const BUILT_IN_INTENTS = [
  'AMAZON.CancelIntent',
  'AMAZON.FallbackIntent',
  'AMAZON.HelpIntent',
  'AMAZON.NoIntent',
  'AMAZON.PauseIntent',
  'AMAZON.RepeatIntent',
  'AMAZON.ResumeIntent',
  'AMAZON.StartOverIntent',
  'AMAZON.StopIntent',
  'AMAZON.YesIntent',
] as const;

const within = ({ least, most }: { least: number; most: number }) => number.pipe(z.number().int().min(least).max(most));

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_IntentConfirmationSetting.html */
const confirmation = z.strictObject({
  IsActive: flag.optional(),
  PromptSpecification: prompt.optional(),
  ConfirmationResponse: response.optional(),
  ConfirmationNextStep: dialogState.optional(),
  ConfirmationConditional: conditional.optional(),
  DeclinationResponse: response.optional(),
  DeclinationNextStep: dialogState.optional(),
  DeclinationConditional: conditional.optional(),
  FailureResponse: response.optional(),
  FailureNextStep: dialogState.optional(),
  FailureConditional: conditional.optional(),
  CodeHook: codeHook.optional(),
  ElicitationCodeHook: elicitationCodeHook.optional(),
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateIntent.html */
export const intent = z.strictObject({
  Name: text.pipe(z.string().regex(/^([0-9a-zA-Z][_-]?){1,100}$/, 'may have letters, digits, single _ and -')),
  DisplayName: text.optional(),
  Description: text.optional(),
  ParentIntentSignature: z.enum(BUILT_IN_INTENTS).optional(),
  SampleUtterances: utterances.max(UTTERANCES_OF_AN_INTENT).optional(),
  Slots: z.array(slot).max(SLOTS_OF_AN_INTENT).optional(),
  SlotPriorities: z.array(z.strictObject({ Priority: number, SlotName: text })).optional(),
  DialogCodeHook: z.strictObject({ Enabled: flag }).optional(),
  FulfillmentCodeHook: z
    .strictObject({
      Enabled: flag,
      IsActive: flag.optional(),
      PostFulfillmentStatusSpecification: z.strictObject(outcomes).optional(),
    })
    .optional(),
  InitialResponseSetting: z
    .strictObject({
      InitialResponse: response.optional(),
      NextStep: dialogState.optional(),
      Conditional: conditional.optional(),
      CodeHook: codeHook.optional(),
    })
    .optional(),
  IntentConfirmationSetting: confirmation.optional(),
  IntentClosingSetting: z
    .strictObject({
      IsActive: flag.optional(),
      ClosingResponse: response.optional(),
      NextStep: dialogState.optional(),
      Conditional: conditional.optional(),
    })
    .optional(),
  InputContexts: z
    .array(z.strictObject({ Name: text }))
    .max(5)
    .optional(),
  OutputContexts: z
    .array(
      z.strictObject({
        Name: text,
        TimeToLiveInSeconds: within(CONTEXT_SECONDS),
        TurnsToLive: within(CONTEXT_TURNS),
      }),
    )
    .max(10)
    .optional(),
});

export type IntentDefinition = z.output<typeof intent>;
