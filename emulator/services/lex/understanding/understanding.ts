import type { IntentDefinition } from '../definition/intent.ts';
import type { LocaleDefinition } from '../definition/locale.ts';
import type { SlotTypeDefinition } from '../definition/slot-type.ts';
import type { Language } from '../languages/language.ts';
import { languageOf } from '../languages/languages.ts';
import { builtInKind } from '../slots/built-in.ts';
import { customKind } from '../slots/custom.ts';
import type { FoundValue, SlotKind, Utterance } from '../slots/slot-value.ts';
import { builtInSamples } from './built-in-samples.ts';
import { IntentNetwork } from './network.ts';
import { likeness, type Sample, type Unit } from './sample.ts';
import { matchTemplates, type SlotValues, type Template, templateOf } from './template.ts';
import { type Token, Tokenizer } from './tokens.ts';
import { wordsOf } from './words.ts';

/** An intent that a text may mean. */
export interface Candidate {
  readonly intent: string;
  /** From 0 to 1, two decimals; 1 is a sample utterance word for word. */
  readonly score: number;
  /** Values that the text has for its slots, by slot name. */
  readonly slots: SlotValues;
}

/** How much words weigh: what is asked for counts more than how. */
const WEIGHT = { content: 1, number: 0.5, common: 0.1, courtesy: 0.1, knownCourtesy: 0.6 } as const;

/** Part of the score that is left when the network does not speak for an intent at all. */
const WITHOUT_NETWORK = 0.7;

/**
 * Understands the texts of one locale of a bot. A text is like a sample by the words that they share, in all their forms,
 * with slips of the finger and in other words of the same meaning; what the bot has no word for counts against all of
 * its intents. A network that was trained with all samples says which words tell them apart.
 */
export class Understanding {
  readonly language: Language;
  readonly #intents: ReadonlyMap<string, IntentDefinition>;
  readonly #valueMeanings: ReadonlyMap<string, ReadonlySet<number>>;
  readonly #kinds: ReadonlyMap<string, SlotKind>;
  readonly #tokenizer: Tokenizer;
  readonly #samples: readonly Sample[];
  readonly #templates: readonly Template[];
  readonly #network: IntentNetwork;
  readonly #knownStems = new Set<string>();
  readonly #knownMeanings = new Set<number>();

  constructor({ LocaleId, Intents = [], SlotTypes = [] }: LocaleDefinition) {
    this.language = languageOf(LocaleId);
    this.#tokenizer = new Tokenizer(this.language);
    this.#intents = new Map(Intents.map((intent) => [intent.Name, intent]));
    const custom = SlotTypes.map((type) => [type.Name, customKind(type, this.language)] as const);
    const builtIn = Intents.flatMap(({ Slots = [] }) => Slots).flatMap(({ SlotTypeName }) => {
      const kind = builtInKind(SlotTypeName);
      return kind ? [[SlotTypeName, kind] as const] : [];
    });
    this.#kinds = new Map([...builtIn, ...custom]);
    this.#valueMeanings = new Map(SlotTypes.map((type) => [type.Name, meaningsOf(type, this.#tokenizer)]));
    const texts = Intents.flatMap((intent) => samplesOf(intent, this.language).map((text) => ({ intent, text })));
    this.#templates = texts.map(({ intent, text }) => templateOf(intent, text, this.language));
    this.#samples = texts.map(({ intent, text }) => this.#sampleOf(intent, text));
    this.#network = new IntentNetwork(this.#samples);
    for (const { units } of this.#samples) for (const unit of units) this.#learn(unit);
  }

  /** A text, cut into words. */
  utterance(text: string, now: number): Utterance {
    return { text, words: wordsOf(text), language: this.language, now };
  }

  /** The kind of value that a slot takes. */
  kindOf(slotType: string): SlotKind | undefined {
    return this.#kinds.get(slotType);
  }

  /** Intents that the text may mean, the most likely first. */
  classify(utterance: Utterance, allowed: (intent: string) => boolean = () => true): Candidate[] {
    const found = this.#findValues(utterance);
    const typesAt = (start: number) => typesOfWord(found, utterance, start);
    const tokens = this.#tokenizer.tokens(utterance.text, typesAt);
    const network = this.#network.weigh(tokens);
    const whole = matchTemplates(this.#templates, utterance, found, this.#kinds);
    const scores = new Map<string, number>();
    for (const sample of this.#samples) {
      const score = likeness(tokens, sample, this.#weigh);
      if (score > (scores.get(sample.intent) ?? 0)) scores.set(sample.intent, score);
    }
    return [...this.#intents.values()]
      .filter(({ Name, ParentIntentSignature }) => allowed(Name) && ParentIntentSignature !== 'AMAZON.FallbackIntent')
      .map((intent) => {
        const match = whole.get(intent.Name);
        const learned = WITHOUT_NETWORK + (1 - WITHOUT_NETWORK) * (network.get(intent.Name) ?? 0);
        const score = match?.score ?? Math.min(0.99, (scores.get(intent.Name) ?? 0) * learned);
        const slots = { ...assign(intent, found), ...match?.slots };
        return { intent: intent.Name, score: Math.round(score * 100) / 100, slots };
      })
      .sort((a, b) => b.score - a.score);
  }

  readonly #weigh = (token: Token): number => {
    if (token.slotTypes.size > 0) return WEIGHT.content;
    if (token.kind !== 'courtesy') return WEIGHT[token.kind];
    const known =
      this.#knownStems.has(token.stem) || [...token.meanings].some((meaning) => this.#knownMeanings.has(meaning));
    return known ? WEIGHT.knownCourtesy : WEIGHT.courtesy;
  };

  #learn(unit: Unit): void {
    if (!('token' in unit)) return;
    this.#knownStems.add(unit.token.stem);
    for (const meaning of unit.token.meanings) this.#knownMeanings.add(meaning);
  }

  #sampleOf({ Name, Slots = [] }: IntentDefinition, text: string): Sample {
    const units = text.split(/(\{[^{}]+\})/).flatMap((part): Unit[] => {
      if (!part.startsWith('{')) return this.#tokenizer.tokens(part).map((token) => ({ token }));
      const slotType = Slots.find((slot) => slot.Name === part.slice(1, -1))?.SlotTypeName ?? '';
      return [{ slotType, meanings: this.#valueMeanings.get(slotType) ?? new Set() }];
    });
    return { intent: Name, units };
  }

  #findValues(utterance: Utterance): ReadonlyMap<string, readonly FoundValue[]> {
    return new Map([...this.#kinds].map(([type, kind]) => [type, kind.find(utterance)]));
  }
}

const meaningsOf = ({ SlotTypeValues = [] }: SlotTypeDefinition, tokenizer: Tokenizer): Set<number> =>
  new Set(
    SlotTypeValues.flatMap(({ SampleValue, Synonyms = [] }) => [SampleValue, ...Synonyms])
      .flatMap(({ Value }) => tokenizer.tokens(Value))
      .flatMap(({ meanings }) => [...meanings]),
  );

const samplesOf = (intent: IntentDefinition, language: Language): string[] => [
  ...(intent.SampleUtterances ?? []).map(({ Utterance }) => Utterance),
  ...builtInSamples(intent.ParentIntentSignature, language),
];

function typesOfWord(
  found: ReadonlyMap<string, readonly FoundValue[]>,
  { words }: Utterance,
  start: number,
): Set<string> {
  const types = new Set<string>();
  for (const [type, values] of found) {
    if (values.some(({ from, to }) => start >= (words[from]?.start ?? 0) && start < (words[to - 1]?.end ?? 0)))
      types.add(type);
  }
  return types;
}

/** Values for an intent's slots in the order of the text; slots of one type take them in turn. */
function assign({ Slots = [] }: IntentDefinition, found: ReadonlyMap<string, readonly FoundValue[]>): SlotValues {
  const taken = new Map<string, number>();
  const values: Record<string, readonly FoundValue[]> = {};
  for (const { Name, SlotTypeName, MultipleValuesSetting } of Slots) {
    const all = found.get(SlotTypeName) ?? [];
    const next = taken.get(SlotTypeName) ?? 0;
    const mine = MultipleValuesSetting?.AllowMultipleValues ? all.slice(next) : all.slice(next, next + 1);
    taken.set(SlotTypeName, next + mine.length);
    if (mine.length > 0) values[Name] = mine;
  }
  return values;
}
