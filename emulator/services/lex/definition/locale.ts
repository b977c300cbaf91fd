import { z } from 'zod';
import { number, text } from '../../../template/scalars.ts';
import { isBuiltIn, isBuiltInName } from '../slots/built-in.ts';
import { intent } from './intent.ts';
import { slotType } from './slot-type.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lex-bot-botlocale.html */
export const locale = z
  .strictObject({
    LocaleId: text.pipe(z.string().regex(/^[a-z]{2,3}_[A-Z0-9]{2,3}$/, 'must be a locale such as en_US')),
    Description: text.optional(),
    NluConfidenceThreshold: number.pipe(z.number().min(0).max(1)),
    Intents: z.array(intent).optional(),
    SlotTypes: z.array(slotType).optional(),
  })
  .superRefine(({ Intents = [], SlotTypes = [] }, context) => {
    const custom = new Set(SlotTypes.map(({ Name }) => Name));
    const fault = (path: PropertyKey[], message: string) => context.addIssue({ code: 'custom', path, message });
    for (const [place, { Name, Slots = [], SlotPriorities = [], SampleUtterances = [] }] of Intents.entries()) {
      const names = new Set(Slots.map((slot) => slot.Name));
      for (const [index, { SlotTypeName }] of Slots.entries()) {
        const problem = slotTypeProblem(SlotTypeName, custom);
        if (problem) fault(['Intents', place, 'Slots', index, 'SlotTypeName'], problem);
      }
      for (const { SlotName } of SlotPriorities) {
        if (!names.has(SlotName)) fault(['Intents', place, 'SlotPriorities'], `${Name} has no slot ${SlotName}`);
      }
      for (const [index, { Utterance }] of SampleUtterances.entries()) {
        for (const [, slotName = ''] of Utterance.matchAll(/\{([^{}]+)\}/g)) {
          if (names.has(slotName)) continue;
          fault(
            ['Intents', place, 'SampleUtterances', index],
            `${Name} has no slot ${slotName}, used in "${Utterance}"`,
          );
        }
      }
    }
  });

function slotTypeProblem(name: string, custom: ReadonlySet<string>): string | undefined {
  if (custom.has(name) || isBuiltIn(name)) return undefined;
  return isBuiltInName(name)
    ? `the emulator does not have the built-in slot type ${name}`
    : `there is no slot type ${name} in this locale`;
}

export type LocaleDefinition = z.output<typeof locale>;
