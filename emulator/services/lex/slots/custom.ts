import type { SlotTypeDefinition } from '../definition/slot-type.ts';
import type { Language } from '../languages/language.ts';
import { isTypoOf } from '../understanding/edit-distance.ts';
import { plainText, wordsOf } from '../understanding/words.ts';
import { alphaNumericKind } from './patterns.ts';
import { type FoundValue, foundValue, type SlotKind, type Utterance } from './slot-value.ts';

interface Entry {
  /** The value that stands for this one and its synonyms. */
  readonly value: string;
  readonly words: readonly { readonly plain: string; readonly stem: string }[];
}

/** Values of a custom type longer than this are not made from what a user says beside the listed ones. */
const NEW_VALUE_WORDS = 6;

/**
 * A slot type that a bot defines: its values and their synonyms are known in all their forms and with slips of the
 * finger. https://docs.aws.amazon.com/lexv2/latest/dg/custom-slot-types.html
 *
 * - ORIGINAL_VALUE takes also what is not listed, and answers what the user said (a listed value as it is listed)
 * - TOP_RESOLUTION takes listed values only, and answers the value that a synonym stands for
 * - CONCATENATION likewise, for values of several words
 */
export function customKind(definition: SlotTypeDefinition, language: Language): SlotKind {
  const { ParentSlotTypeSignature, SlotTypeValues = [], ValueSelectionSetting } = definition;
  if (ParentSlotTypeSignature) return alphaNumericKind(ValueSelectionSetting?.RegexFilter?.Pattern);
  const entries = SlotTypeValues.flatMap(({ SampleValue, Synonyms = [] }) =>
    [SampleValue, ...Synonyms].map(({ Value }) => entryOf(SampleValue.Value, Value, language)),
  ).sort((a, b) => b.words.length - a.words.length);
  const strategy = ValueSelectionSetting?.ResolutionStrategy ?? 'ORIGINAL_VALUE';
  return {
    find: (utterance) => findListed(entries, utterance, strategy === 'ORIGINAL_VALUE'),
    ...(strategy === 'ORIGINAL_VALUE' ? { accept: acceptNew } : {}),
  };
}

function entryOf(value: string, said: string, language: Language): Entry {
  const words = wordsOf(language.expand(plainText(said)));
  return { value, words: words.map(({ plain }) => ({ plain, stem: language.stem(plain) })) };
}

function findListed(entries: readonly Entry[], utterance: Utterance, original: boolean): FoundValue[] {
  const stems = utterance.words.map(({ plain }) => utterance.language.stem(plain));
  const found: FoundValue[] = [];
  for (let from = 0; from < utterance.words.length; from += 1) {
    const entry = entryAt(entries, utterance, stems, from);
    if (!entry) continue;
    const to = from + entry.words.length;
    const value = foundValue(utterance, from, to, entry.value);
    const said = utterance.text.slice(utterance.words[from]?.start, utterance.words[to - 1]?.end);
    found.push(original ? { ...value, interpretedValue: said } : value);
    from = to - 1;
  }
  return found;
}

/** The word itself before its forms, its forms before slips of the finger. */
function entryAt(
  entries: readonly Entry[],
  { words, language }: Utterance,
  stems: readonly string[],
  from: number,
): Entry | undefined {
  const matches = (same: (word: Entry['words'][number], place: number) => boolean) =>
    entries.find((entry) => entry.words.length > 0 && entry.words.every((word, index) => same(word, from + index)));
  return (
    matches(({ plain }, place) => words[place]?.plain === plain) ??
    matches(({ stem }, place) => stems[place] === stem) ??
    matches(({ plain }, place) => {
      const word = words[place];
      return word !== undefined && !language.vocabulary.has(word.plain) && isTypoOf(word.plain, plain);
    })
  );
}

function acceptNew(utterance: Utterance, from: number, to: number): FoundValue | undefined {
  if (to <= from || to - from > NEW_VALUE_WORDS) return undefined;
  const value = foundValue(utterance, from, to, '');
  return { ...value, interpretedValue: value.originalValue, resolvedValues: [] };
}
