import type { IntentDefinition } from '../definition/intent.ts';
import type { Language } from '../languages/language.ts';
import { isBuiltInName } from '../slots/built-in.ts';
import type { FoundValue, SlotKind, Utterance } from '../slots/slot-value.ts';
import { wordsOf } from './words.ts';

/** Values by slot name; several only where the slot takes several. */
export type SlotValues = Readonly<Record<string, readonly FoundValue[]>>;

/** A sample utterance that a text may follow word for word. */
export interface Template {
  readonly intent: string;
  /** Words, and slots by name and type. */
  readonly parts: readonly (string | { readonly slotName: string; readonly slotType: string })[];
}

/** A text that is a sample but for values that are not listed; the less the sample itself says, the less that means. */
const NEW_VALUE_SCORE = 0.92;
const NEW_VALUE_OF_LITTLE_SCORE = 0.5;

export function templateOf({ Name, Slots = [] }: IntentDefinition, sample: string, language: Language): Template {
  const parts = sample.split(/(\{[^{}]+\})/).flatMap((part): Template['parts'] => {
    if (!part.startsWith('{')) return plainWords(part, language);
    const slotName = part.slice(1, -1);
    return [{ slotName, slotType: Slots.find((slot) => slot.Name === slotName)?.SlotTypeName ?? '' }];
  });
  return { intent: Name, parts };
}

const plainWords = (text: string, language: Language) =>
  wordsOf(text).flatMap(({ plain }) => wordsOf(language.expand(plain)).map((word) => word.plain));

/** The intents with a sample that the text follows from its first to its last word, with the values in the slots' places. */
export function matchTemplates(
  templates: readonly Template[],
  utterance: Utterance,
  found: ReadonlyMap<string, readonly FoundValue[]>,
  kinds: ReadonlyMap<string, SlotKind>,
): ReadonlyMap<string, { readonly score: number; readonly slots: SlotValues }> {
  const words = utterance.words.map(({ plain }) => plainWords(plain, utterance.language));
  const matches = new Map<string, { score: number; slots: SlotValues }>();
  for (const { intent, parts } of templates) {
    const match = follow(parts, 0, 0);
    if (match && match.score > (matches.get(intent)?.score ?? 0)) matches.set(intent, match);
  }
  return matches;

  function follow(
    parts: Template['parts'],
    part: number,
    place: number,
  ): { score: number; slots: SlotValues } | undefined {
    const next = parts[part];
    if (next === undefined) return place === words.length ? { score: 1, slots: {} } : undefined;
    if (typeof next !== 'string') return followSlot(parts, part, place, next);
    const said = words[place] ?? [];
    const same = said.length > 0 && said.every((word, index) => parts[part + index] === word);
    return same ? follow(parts, part + said.length, place + 1) : undefined;
  }

  function followSlot(
    parts: Template['parts'],
    part: number,
    place: number,
    { slotName, slotType }: { slotName: string; slotType: string },
  ) {
    const known = (found.get(slotType) ?? []).find(({ from }) => from === place);
    const rest = known && follow(parts, part + 1, known.to);
    if (known && rest) return { score: rest.score, slots: { [slotName]: [known], ...rest.slots } };
    const accept = kinds.get(slotType)?.accept;
    const newScore = newValueScore(parts, slotType, utterance.language);
    if (!accept || newScore === 0) return undefined;
    for (let to = place + 1; to <= words.length; to += 1) {
      const after = follow(parts, part + 1, to);
      const value = after && accept(utterance, place, to);
      if (value) return { score: Math.min(newScore, after.score), slots: { [slotName]: [value], ...after.slots } };
    }
    return undefined;
  }
}

/** "status of {X}" leaves room for any X; "my {X}" only for what X is known to be, and "{X}" alone would take any text. */
function newValueScore(parts: Template['parts'], slotType: string, { common }: Language): number {
  const words = parts.filter((part) => typeof part === 'string');
  if (words.some((word) => !common.has(word))) return NEW_VALUE_SCORE;
  return words.length > 1 && isBuiltInName(slotType) ? NEW_VALUE_OF_LITTLE_SCORE : 0;
}
