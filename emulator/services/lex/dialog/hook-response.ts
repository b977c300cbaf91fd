import { z } from 'zod';

const value = z.object({
  originalValue: z.string().nullish(),
  interpretedValue: z.string(),
  resolvedValues: z.array(z.string()).nullish(),
});

const slot: z.ZodType<HookSlot> = z.object({
  shape: z.enum(['Scalar', 'List']).nullish(),
  value: value.nullish(),
  values: z.array(z.lazy(() => slot)).nullish(),
});

interface HookSlot {
  shape?: 'Scalar' | 'List' | null | undefined;
  value?: z.output<typeof value> | null | undefined;
  values?: HookSlot[] | null | undefined;
}

const INTENT_STATES = [
  'Failed',
  'Fulfilled',
  'FulfillmentInProgress',
  'InProgress',
  'ReadyForFulfillment',
  'Waiting',
] as const;

const intent = z.object({
  name: z.string(),
  state: z.enum(INTENT_STATES).nullish(),
  slots: z.record(z.string(), slot.nullable()).nullish(),
  confirmationState: z.enum(['Confirmed', 'Denied', 'None']).nullish(),
});

const card = z.object({
  title: z.string(),
  subtitle: z.string().nullish(),
  imageUrl: z.string().nullish(),
  buttons: z.array(z.object({ text: z.string(), value: z.string() })).nullish(),
});

const message = z.discriminatedUnion('contentType', [
  z.object({ contentType: z.enum(['PlainText', 'SSML', 'CustomPayload']), content: z.string() }),
  z.object({ contentType: z.literal('ImageResponseCard'), imageResponseCard: card }),
]);

const context = z.object({
  name: z.string(),
  contextAttributes: z.record(z.string(), z.string()).nullish(),
  timeToLive: z.object({ timeToLiveInSeconds: z.number(), turnsToLive: z.number() }),
});

/** What a function answers: https://docs.aws.amazon.com/lexv2/latest/dg/lambda-response-format.html */
export const hookResponse = z.object({
  sessionState: z.object({
    dialogAction: z.object({
      type: z.enum(['Close', 'ConfirmIntent', 'Delegate', 'ElicitIntent', 'ElicitSlot']),
      slotToElicit: z.string().nullish(),
      slotElicitationStyle: z.enum(['Default', 'SpellByLetter', 'SpellByWord']).nullish(),
    }),
    intent: intent.nullish(),
    sessionAttributes: z.record(z.string(), z.string()).nullish(),
    activeContexts: z.array(context).nullish(),
  }),
  messages: z.array(message).nullish(),
  requestAttributes: z.record(z.string(), z.string()).nullish(),
});

export type HookResponse = z.output<typeof hookResponse>;
export type HookIntent = z.output<typeof intent>;
export type HookMessage = z.output<typeof message>;
