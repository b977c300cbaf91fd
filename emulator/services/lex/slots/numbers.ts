import type { NumberWords } from '../languages/language.ts';
import { type SlotKind, scan, type Utterance } from './slot-value.ts';

/** A number written in digits or words, and the place after it. */
export interface ReadNumber {
  readonly value: number;
  readonly to: number;
}

/** Reads the number that begins at a word: `42`, `1,250.5`, `twenty two`, `dos mil quinientos`. */
export function numberAt(
  { words, language }: Pick<Utterance, 'words' | 'language'>,
  from: number,
): ReadNumber | undefined {
  const plain = words[from]?.plain ?? '';
  const digits = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$/.test(plain)
    ? Number(plain.replaceAll(',', ''))
    : undefined;
  const { values, factors, joints } = language.numbers;
  if (digits !== undefined) {
    const factor = factors[words[from + 1]?.plain ?? ''];
    return factor === undefined ? { value: digits, to: from + 1 } : { value: digits * factor, to: from + 2 };
  }
  return numberInWords(
    words.map((word) => word.plain),
    from,
    { values, factors, joints },
  );
}

function numberInWords(
  words: readonly string[],
  from: number,
  { values, factors, joints }: NumberWords,
): ReadNumber | undefined {
  let total = 0;
  let part = 0;
  let to = from;
  for (let place = from; place < words.length; place += 1) {
    const pieces = (words[place] ?? '').split('-');
    const known = pieces.map((piece) => values[piece]);
    const factor = factors[words[place] ?? ''];
    if (known.every((value) => value !== undefined)) {
      const value = known.reduce<number>((sum, piece) => sum + (piece ?? 0), 0);
      // A number that is as large as what was read already is the next one: "four five".
      if (to > from && part % 10 ** String(value).length !== 0) break;
      part += value;
    } else if (factor !== undefined && (to > from || factor >= 1_000)) {
      part = Math.max(part, 1) * factor;
      if (factor >= 1_000) [total, part] = [total + part, 0];
    } else if (!(to > from && joints.includes(words[place] ?? '') && (values[words[place + 1] ?? ''] ?? 0) > 0)) {
      break;
    } else continue;
    to = place + 1;
  }
  return to > from ? { value: total + part, to } : undefined;
}

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-number.html */
export const numberKind: SlotKind = {
  find: (utterance) =>
    scan(utterance, (from) => {
      const read = numberAt(utterance, from);
      return read && { to: read.to, value: String(read.value) };
    }),
};

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-percent.html */
export const percentageKind: SlotKind = {
  find: (utterance) =>
    scan(utterance, (from) => {
      const read = numberAt(utterance, from);
      if (!read) return undefined;
      const rest = utterance.text.slice(utterance.words[read.to - 1]?.end).trimStart();
      if (rest.startsWith('%')) return { to: read.to, value: String(read.value) };
      const word = utterance.words[read.to]?.plain;
      if (word === 'percent' || word === 'porciento') return { to: read.to + 1, value: String(read.value) };
      const twoWords = /^(per|por)\s(cent|ciento)\b/i.test(rest);
      return twoWords ? { to: read.to + 2, value: String(read.value) } : undefined;
    }),
};
