import type { IntentDefinition } from '../definition/intent.ts';
import type { SlotDefinition } from '../definition/slot.ts';
import { ALTERNATIVE_INTENTS } from '../limits.ts';
import { readConfirmation } from '../slots/confirmation.ts';
import { type FoundValue, longestPhraseAt, type Utterance } from '../slots/slot-value.ts';
import { matchTemplates, templateOf } from '../understanding/template.ts';
import type { Candidate } from '../understanding/understanding.ts';
import { isWithinContexts } from './contexts.ts';
import { fallbackOf, intentOf, type RunningBot } from './running-bot.ts';
import type { Interpretation, Session, SlotStates } from './session.ts';
import { slotStates, slotValue } from './slot-values.ts';

/** What the user's text was, given what the user had been asked. */
export type Heard =
  | { readonly kind: 'intent'; readonly intent: IntentDefinition; readonly slots: SlotStates }
  | { readonly kind: 'slot'; readonly slot: SlotDefinition; readonly slots: SlotStates }
  | { readonly kind: 'confirmation'; readonly confirmed: boolean }
  /** No answer to the question, and nothing else either. */
  | { readonly kind: 'nothing' };

export interface Hearing {
  readonly heard: Heard;
  readonly interpretations: readonly Interpretation[];
}

/** A text in the middle of a question is taken for another intent rather than for an unlisted value from this score on. */
const CHANGE_OF_SUBJECT_SCORE = 0.75;

/** An answer to the question that was asked is as certain as can be. */
const ANSWER_SCORE = 1;

/** Makes out what a text means for a session. */
export function hear(bot: RunningBot, session: Session, text: string, now: number): Hearing {
  const understanding = bot.understanding();
  const utterance = understanding.utterance(text, now);
  const allowed = (name: string) => {
    const intent = intentOf(bot, name);
    return intent !== undefined && isWithinContexts(intent, session.activeContexts);
  };
  const candidates = understanding.classify(utterance, allowed);
  const heard = answerHeard(bot, session, utterance, candidates) ?? intentHeard(bot, candidates);
  return { heard, interpretations: interpretations(bot, session, heard, candidates) };
}

/** Undefined when nothing was asked. */
function answerHeard(
  bot: RunningBot,
  session: Session,
  utterance: Utterance,
  candidates: readonly Candidate[],
): Heard | undefined {
  const { intent, dialogAction } = session;
  const definition = intent && intentOf(bot, intent.name);
  if (!definition || intent.state !== 'InProgress') return undefined;
  if (dialogAction?.type === 'ConfirmIntent') {
    const answer = readConfirmation(utterance);
    if (answer) return { kind: 'confirmation', confirmed: answer === 'Yes' };
    return otherIntent(bot, definition, candidates, bot.locale.NluConfidenceThreshold) ?? { kind: 'nothing' };
  }
  const slot = definition.Slots?.find(({ Name }) => Name === dialogAction?.slotToElicit);
  if (dialogAction?.type !== 'ElicitSlot' || !slot) return undefined;
  const threshold = bot.locale.NluConfidenceThreshold;
  const listed = listedValue(bot, definition, slot, utterance);
  if (listed) return slotHeard(definition, slot, listed, candidates, intent.slots);
  const other = otherIntent(bot, definition, candidates, Math.max(threshold, CHANGE_OF_SUBJECT_SCORE));
  if (other) return other;
  const said = newValue(bot, slot, utterance);
  if (said) return slotHeard(definition, slot, [said], [], intent.slots);
  return otherIntent(bot, definition, candidates, threshold) ?? { kind: 'nothing' };
}

function listedValue(bot: RunningBot, intent: IntentDefinition, slot: SlotDefinition, utterance: Utterance) {
  const kind = bot.understanding().kindOf(slot.SlotTypeName);
  const found = kind?.find(utterance) ?? [];
  if (found.length > 0) return found;
  const samples = slot.ValueElicitationSetting.SampleUtterances ?? [];
  const templates = samples.map(({ Utterance: sample }) => templateOf(intent, sample, utterance.language));
  if (!kind || templates.length === 0) return undefined;
  const matches = matchTemplates(templates, utterance, new Map(), new Map([[slot.SlotTypeName, kind]]));
  return matches.get(intent.Name)?.slots[slot.Name];
}

/** The text without what leads in to an answer: "it is …", "me llamo …". */
function newValue(bot: RunningBot, slot: SlotDefinition, utterance: Utterance): FoundValue | undefined {
  const { words, language } = utterance;
  let from = 0;
  for (
    let lead = longestPhraseAt(words, 0, language.leadIns);
    lead;
    lead = longestPhraseAt(words, from, language.leadIns)
  ) {
    if (lead.to >= words.length) break;
    from = lead.to;
  }
  return bot.understanding().kindOf(slot.SlotTypeName)?.accept?.(utterance, from, words.length);
}

/** The value that was asked for, and whatever else the text had for slots that are still empty. */
function slotHeard(
  intent: IntentDefinition,
  slot: SlotDefinition,
  values: readonly FoundValue[],
  candidates: readonly Candidate[],
  before: SlotStates,
): Heard {
  const said = candidates.find(({ intent: name }) => name === intent.Name)?.slots ?? {};
  const others = (intent.Slots ?? []).filter(
    ({ Name, SlotTypeName }) => !before[Name] && Name !== slot.Name && SlotTypeName !== slot.SlotTypeName && said[Name],
  );
  const further = Object.fromEntries(others.map((other) => [other.Name, slotValue(said[other.Name] ?? [], other)]));
  return { kind: 'slot', slot, slots: { ...before, ...further, [slot.Name]: slotValue(values, slot) } };
}

function otherIntent(
  bot: RunningBot,
  current: IntentDefinition,
  candidates: readonly Candidate[],
  least: number,
): Heard | undefined {
  const [top] = candidates;
  if (!top || top.intent === current.Name || top.score < least) return undefined;
  return intentHeard(bot, [top]);
}

function intentHeard(bot: RunningBot, [top]: readonly Candidate[]): Heard {
  const known = top && top.score >= bot.locale.NluConfidenceThreshold ? intentOf(bot, top.intent) : undefined;
  if (!top || !known) return { kind: 'intent', intent: fallbackOf(bot), slots: {} };
  return { kind: 'intent', intent: known, slots: slotStates(known, top.slots) };
}

/**
 * What the text may have meant, as Lex lists it: intents by their scores, the fallback intent after those that reach the
 * threshold (https://docs.aws.amazon.com/lexv2/latest/dg/using-intent-confidence-scores.html). An answer to a question
 * belongs to the intent that asked.
 */
function interpretations(
  bot: RunningBot,
  session: Session,
  heard: Heard,
  candidates: readonly Candidate[],
): Interpretation[] {
  const asking = heard.kind === 'intent' ? undefined : session.intent;
  const listed = candidates
    .filter(({ intent, score }) => score > 0 && intent !== asking?.name)
    .slice(0, ALTERNATIVE_INTENTS)
    .map(({ intent, score, slots }) => ({
      score,
      intent: { name: intent, slots: slotStates(intentOf(bot, intent) ?? { Name: intent }, slots) },
    }));
  const fallback = { intent: { name: fallbackOf(bot).Name, slots: {} } };
  const above = listed.filter(({ score }) => score >= bot.locale.NluConfidenceThreshold);
  const certainty = heard.kind === 'nothing' ? {} : { score: ANSWER_SCORE };
  return [...(asking ? [{ ...certainty, intent: asking }] : []), ...above, fallback, ...listed.slice(above.length)];
}
