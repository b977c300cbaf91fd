import { z } from 'zod';
import { flag, number, text } from '../../../template/scalars.ts';
import { MESSAGE_CHARACTERS, PROMPT_RETRIES } from '../limits.ts';

const content = z.strictObject({ Value: text.pipe(z.string().min(1).max(MESSAGE_CHARACTERS)) });

const card = z.strictObject({
  Title: text,
  Subtitle: text.optional(),
  ImageUrl: text.optional(),
  Buttons: z
    .array(z.strictObject({ Text: text, Value: text }))
    .max(5)
    .optional(),
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_Message.html: one of the four. */
const message = z
  .strictObject({
    PlainTextMessage: content.optional(),
    SSMLMessage: content.optional(),
    CustomPayload: content.optional(),
    ImageResponseCard: card.optional(),
  })
  .refine((value) => Object.keys(value).length === 1, {
    message: 'must have exactly one of PlainTextMessage, SSMLMessage, CustomPayload, ImageResponseCard',
  });

export const messageGroups = z
  .array(z.strictObject({ Message: message, Variations: z.array(message).max(2).optional() }))
  .min(1)
  .max(5);

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_ResponseSpecification.html */
export const response = z.strictObject({ MessageGroupsList: messageGroups, AllowInterrupt: flag.optional() });

const milliseconds = number.optional();

/** How long speech and keys are waited for; text knows only its place in the prompts. */
const attempt = z.strictObject({
  AllowInterrupt: flag.optional(),
  AllowedInputTypes: z.strictObject({ AllowAudioInput: flag, AllowDTMFInput: flag }),
  AudioAndDTMFInputSpecification: z
    .strictObject({
      StartTimeoutMs: milliseconds,
      AudioSpecification: z.strictObject({ MaxLengthMs: milliseconds, EndTimeoutMs: milliseconds }).optional(),
      DTMFSpecification: z
        .strictObject({ MaxLength: number, EndTimeoutMs: number, DeletionCharacter: text, EndCharacter: text })
        .optional(),
    })
    .optional(),
  TextInputSpecification: z.strictObject({ StartTimeoutMs: milliseconds }).optional(),
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_PromptSpecification.html */
export const prompt = z.strictObject({
  MessageGroupsList: messageGroups,
  MaxRetries: number.pipe(z.number().int().min(0).max(PROMPT_RETRIES)),
  AllowInterrupt: flag.optional(),
  MessageSelectionStrategy: z.enum(['Random', 'Ordered']).optional(),
  PromptAttemptsSpecification: z.record(z.string(), attempt).optional(),
});

export type MessageDefinition = z.output<typeof message>;
export type MessageGroups = z.output<typeof messageGroups>;
export type ResponseDefinition = z.output<typeof response>;
export type PromptDefinition = z.output<typeof prompt>;
