import { z } from 'zod';
import { flag, text } from '../../../template/scalars.ts';
import { codeHook, conditional, dialogState, elicitationCodeHook } from './dialog-state.ts';
import { prompt, response } from './messages.ts';

export const utterances = z.array(z.strictObject({ Utterance: text.pipe(z.string().min(1).max(1_024)) }));

const capture = z.strictObject({
  CaptureResponse: response.optional(),
  CaptureNextStep: dialogState.optional(),
  CaptureConditional: conditional.optional(),
  FailureResponse: response.optional(),
  FailureNextStep: dialogState.optional(),
  FailureConditional: conditional.optional(),
  CodeHook: codeHook.optional(),
  ElicitationCodeHook: elicitationCodeHook.optional(),
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_SlotValueElicitationSetting.html */
const elicitation = z.strictObject({
  SlotConstraint: z.enum(['Required', 'Optional']),
  PromptSpecification: prompt.optional(),
  SampleUtterances: utterances.max(10).optional(),
  DefaultValueSpecification: z
    .strictObject({ DefaultValueList: z.array(z.strictObject({ DefaultValue: text })).max(10) })
    .optional(),
  SlotCaptureSetting: capture.optional(),
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_CreateSlot.html */
export const slot = z
  .strictObject({
    Name: text,
    Description: text.optional(),
    SlotTypeName: text,
    ValueElicitationSetting: elicitation,
    ObfuscationSetting: z.strictObject({ ObfuscationSettingType: z.enum(['None', 'DefaultObfuscation']) }).optional(),
    MultipleValuesSetting: z.strictObject({ AllowMultipleValues: flag.optional() }).optional(),
  })
  .refine(
    ({ ValueElicitationSetting: { SlotConstraint, PromptSpecification } }) =>
      SlotConstraint === 'Optional' || PromptSpecification,
    { message: 'a required slot must have a PromptSpecification', path: ['ValueElicitationSetting'] },
  );

export type SlotDefinition = z.output<typeof slot>;
