import { z } from 'zod';
import { flag, text } from '../../../template/scalars.ts';
import { parseCondition } from '../dialog/condition.ts';
import { response } from './messages.ts';

const slotOverride = z.strictObject({
  Shape: z.literal('Scalar').optional(),
  Value: z.strictObject({ InterpretedValue: text.optional() }).optional(),
});

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DialogState.html: where a conversation goes next. */
export const dialogState = z.strictObject({
  DialogAction: z
    .strictObject({
      Type: z.enum([
        'ElicitIntent',
        'StartIntent',
        'ElicitSlot',
        'EvaluateConditional',
        'InvokeDialogCodeHook',
        'ConfirmIntent',
        'FulfillIntent',
        'CloseIntent',
        'EndConversation',
      ]),
      SlotToElicit: text.optional(),
      SuppressNextMessage: flag.optional(),
    })
    .optional(),
  Intent: z
    .strictObject({
      Name: text.optional(),
      Slots: z
        .array(z.strictObject({ SlotName: text.optional(), SlotValueOverride: slotOverride.optional() }))
        .optional(),
    })
    .optional(),
  SessionAttributes: z.array(z.strictObject({ Key: text, Value: text.optional() })).optional(),
});

const expression = text.superRefine((value, context) => {
  const parsed = parseCondition(value);
  if ('problem' in parsed) context.addIssue({ code: 'custom', message: parsed.problem });
});

/** https://docs.aws.amazon.com/lexv2/latest/dg/branching.html: the first branch whose condition holds. */
export const conditional = z.strictObject({
  IsActive: flag,
  ConditionalBranches: z
    .array(
      z.strictObject({
        Name: text,
        Condition: z.strictObject({ ExpressionString: expression }),
        NextStep: dialogState,
        Response: response.optional(),
      }),
    )
    .max(4),
  DefaultBranch: z.strictObject({ NextStep: dialogState.optional(), Response: response.optional() }),
});

/** What follows something that can go well, go wrong or take too long. */
export const outcomes = {
  SuccessResponse: response.optional(),
  SuccessNextStep: dialogState.optional(),
  SuccessConditional: conditional.optional(),
  FailureResponse: response.optional(),
  FailureNextStep: dialogState.optional(),
  FailureConditional: conditional.optional(),
  TimeoutResponse: response.optional(),
  TimeoutNextStep: dialogState.optional(),
  TimeoutConditional: conditional.optional(),
};

/** https://docs.aws.amazon.com/lexv2/latest/APIReference/API_DialogCodeHookInvocationSetting.html */
export const codeHook = z.strictObject({
  IsActive: flag,
  EnableCodeHookInvocation: flag,
  InvocationLabel: text.optional(),
  PostCodeHookSpecification: z.strictObject(outcomes),
});

/** A hook that hears of a prompt before the user does. */
export const elicitationCodeHook = z.strictObject({
  EnableCodeHookInvocation: flag,
  InvocationLabel: text.optional(),
});

export type DialogState = z.output<typeof dialogState>;
export type Conditional = z.output<typeof conditional>;
export type CodeHook = z.output<typeof codeHook>;
