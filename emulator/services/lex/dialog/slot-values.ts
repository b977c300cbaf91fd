import type { IntentDefinition } from '../definition/intent.ts';
import type { SlotDefinition } from '../definition/slot.ts';
import type { FoundValue } from '../slots/slot-value.ts';
import type { SlotValues } from '../understanding/template.ts';
import type { Session, SlotStates, SlotValue } from './session.ts';

const scalar = ({ originalValue, interpretedValue, resolvedValues }: Omit<FoundValue, 'from' | 'to'>): SlotValue => ({
  shape: 'Scalar',
  value: { originalValue, interpretedValue, resolvedValues },
});

/** The value of a slot from what was found for it; a list where the slot takes several. */
export function slotValue(found: readonly FoundValue[], { MultipleValuesSetting }: SlotDefinition): SlotValue | null {
  const [first] = found;
  if (!first) return null;
  if (!MultipleValuesSetting?.AllowMultipleValues) return scalar(first);
  const together = (part: (value: FoundValue) => string) => found.map(part).join(' ');
  return {
    shape: 'List',
    value: {
      originalValue: together(({ originalValue }) => originalValue),
      interpretedValue: together(({ interpretedValue }) => interpretedValue),
      resolvedValues: found.flatMap(({ resolvedValues }) => resolvedValues),
    },
    values: found.map(scalar),
  };
}

/** A value that nobody said. */
export const givenValue = (text: string): SlotValue =>
  scalar({ originalValue: text, interpretedValue: text, resolvedValues: [text] });

/** All slots of an intent, with the values that a text had for them. */
export const slotStates = ({ Slots = [] }: IntentDefinition, values: SlotValues): SlotStates =>
  Object.fromEntries(Slots.map((slot) => [slot.Name, slotValue(values[slot.Name] ?? [], slot)]));

/**
 * The slots, with defaults for those that are empty: a context's attribute (`#context.name`), a session attribute
 * (`[name]`) or the text itself, whichever comes first and is there.
 */
export function withDefaults({ Slots = [] }: IntentDefinition, slots: SlotStates, session: Session): SlotStates {
  const result = { ...slots };
  for (const { Name, ValueElicitationSetting } of Slots) {
    if (result[Name]) continue;
    const defaults = ValueElicitationSetting.DefaultValueSpecification?.DefaultValueList ?? [];
    for (const { DefaultValue } of defaults) {
      const text = defaultText(DefaultValue, session);
      if (text === undefined) continue;
      result[Name] = givenValue(text);
      break;
    }
  }
  return result;
}

function defaultText(source: string, { activeContexts, sessionAttributes }: Session): string | undefined {
  const context = /^#([\w-]+)\.(.+)$/.exec(source);
  if (context) return activeContexts.find(({ name }) => name === context[1])?.contextAttributes[context[2] ?? ''];
  const attribute = /^\[(.+)\]$/.exec(source);
  return attribute ? sessionAttributes[attribute[1] ?? ''] : source;
}

/** Slots that must be filled and are not, in order of their priority; those without one come last, as listed. */
export function missingSlots(
  { Slots = [], SlotPriorities = [] }: IntentDefinition,
  slots: SlotStates,
): SlotDefinition[] {
  const priority = new Map(SlotPriorities.map(({ SlotName, Priority }) => [SlotName, Priority]));
  const rank = ({ Name }: SlotDefinition) => priority.get(Name) ?? Number.MAX_SAFE_INTEGER;
  return Slots.filter(
    ({ Name, ValueElicitationSetting }) => ValueElicitationSetting.SlotConstraint === 'Required' && !slots[Name],
  ).sort((a, b) => rank(a) - rank(b));
}
