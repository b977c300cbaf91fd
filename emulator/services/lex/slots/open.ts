import { foundValue, type SlotKind } from './slot-value.ts';

/**
 * Values that no list could hold: names, places, whatever the user says. They are taken where the bot asks for them or a
 * sample utterance leaves room for them.
 *
 * @param longest how many words a value may have
 */
export const openKind = (longest: number): SlotKind => ({
  find: () => [],
  accept(utterance, from, to) {
    if (to <= from || to - from > longest) return undefined;
    const value = foundValue(utterance, from, to, '');
    return { ...value, interpretedValue: value.originalValue, resolvedValues: [value.originalValue] };
  },
});
