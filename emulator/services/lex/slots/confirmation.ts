import type { Language } from '../languages/language.ts';
import { longestPhraseAt, type SlotKind, scan, type Utterance } from './slot-value.ts';

export type Confirmation = 'Yes' | 'No' | 'Maybe' | 'Dont Know';

const phrasesOf = (language: Language): readonly (readonly [Confirmation, readonly string[]])[] => [
  ['Dont Know', language.unsure],
  ['Maybe', language.maybe],
  ['No', language.no],
  ['Yes', language.yes],
];

function confirmationAt({ words, language }: Utterance, from: number) {
  let best: { readonly value: Confirmation; readonly to: number } | undefined;
  for (const [value, phrases] of phrasesOf(language)) {
    const found = longestPhraseAt(words, from, phrases);
    if (found && found.to > (best?.to ?? from)) best = { value, to: found.to };
  }
  return best;
}

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-confirmation.html */
export const confirmationKind: SlotKind = {
  find: (utterance) => scan(utterance, (from) => confirmationAt(utterance, from)),
};

/**
 * Yes or no as the answer to a question: where it begins with one of them, or has one and little else.
 *
 * @returns undefined when it is neither
 */
export function readConfirmation(utterance: Utterance): 'Yes' | 'No' | undefined {
  const first = confirmationAt(utterance, 0);
  const found = first ?? confirmationKind.find(utterance)[0];
  if (!found) return undefined;
  const value = 'value' in found ? found.value : found.interpretedValue;
  const rest = first ? 0 : utterance.words.length - 2;
  return rest <= 1 && (value === 'Yes' || value === 'No') ? value : undefined;
}
