import { z } from 'zod';
import { text } from '../../../template/scalars.ts';

const value = z.strictObject({ Value: text.pipe(z.string().min(1).max(140)) });

const pattern = text.superRefine((source, context) => {
  try {
    new RegExp(source);
  } catch {
    context.addIssue({ code: 'custom', message: `is no regular expression: ${source}` });
  }
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateSlotType.html */
export const slotType = z
  .strictObject({
    Name: text,
    Description: text.optional(),
    ParentSlotTypeSignature: z.literal('AMAZON.AlphaNumeric').optional(),
    SlotTypeValues: z
      .array(z.strictObject({ SampleValue: value, Synonyms: z.array(value).optional() }))
      .max(10_000)
      .optional(),
    ValueSelectionSetting: z
      .strictObject({
        ResolutionStrategy: z.enum(['ORIGINAL_VALUE', 'TOP_RESOLUTION', 'CONCATENATION']),
        RegexFilter: z.strictObject({ Pattern: pattern }).optional(),
        AdvancedRecognitionSetting: z
          .strictObject({ AudioRecognitionStrategy: z.enum(['UseSlotValuesAsCustomVocabulary']).optional() })
          .optional(),
      })
      .optional(),
  })
  .refine(({ ParentSlotTypeSignature, SlotTypeValues }) => ParentSlotTypeSignature || SlotTypeValues?.length, {
    message: 'must have SlotTypeValues, or a ParentSlotTypeSignature',
  });

export type SlotTypeDefinition = z.output<typeof slotType>;
