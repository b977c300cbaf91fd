import type { ConditionScope } from './condition.ts';
import type { Session } from './session.ts';

/** What conditions may ask of a session. */
export const conditionScope = ({ intent, sessionAttributes, activeContexts }: Session): ConditionScope => ({
  slot(name, part) {
    const slot = intent?.slots[name];
    if (!slot) return undefined;
    // A list is counted by its values.
    return slot.values && part === 'interpretedValue'
      ? slot.values.map(({ value }) => value.interpretedValue)
      : slot.value[part];
  },
  sessionAttribute: (name) => sessionAttributes[name],
  context(name, attribute) {
    const context = activeContexts.find((active) => active.name === name);
    return attribute === undefined ? context?.name : context?.contextAttributes[attribute];
  },
  intent(part) {
    if (part === 'state') return intent?.state;
    if (part === 'confirmationState') return intent?.confirmationState;
    return part === 'name' ? intent?.name : undefined;
  },
});
