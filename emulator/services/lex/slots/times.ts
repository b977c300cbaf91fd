import { numberAt } from './numbers.ts';
import { longestPhraseAt, type SlotKind, scan, type Utterance } from './slot-value.ts';

interface ReadTime {
  readonly minutes: number;
  readonly to: number;
}

/** https://docs.aws.amazon.com/lexv2/latest/dg/built-in-slot-time.html */
export const timeKind: SlotKind = {
  find: (utterance) =>
    scan(utterance, (from) => {
      const read = namedHour(utterance, from) ?? clockTime(utterance, from);
      return read && { to: read.to, value: `${two(Math.floor(read.minutes / 60))}:${two(read.minutes % 60)}` };
    }),
};

const two = (number: number) => String(number).padStart(2, '0');

/** `noon`, `medianoche` */
function namedHour({ words, language }: Utterance, from: number): ReadTime | undefined {
  const { hours } = language.calendar;
  const named = longestPhraseAt(words, from, Object.keys(hours));
  return named && { minutes: hours[named.phrase] ?? 0, to: named.to };
}

/** `15:30`, `3pm`, `three in the afternoon`, `las 3 de la tarde`, `5 o'clock`; a number alone is no time. */
function clockTime(utterance: Utterance, from: number): ReadTime | undefined {
  const { words } = utterance;
  const plain = words[from]?.plain ?? '';
  const digits = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm|h)?$/.exec(plain);
  const number = digits ? { value: Number(digits[1]), to: from + 1 } : numberAt(utterance, from);
  if (!number || number.value > 24) return undefined;
  const minutes = Number(digits?.[2] ?? 0);
  const half =
    digits?.[3] === 'am' || digits?.[3] === 'pm' ? { word: digits[3], to: number.to } : partOfDay(utterance, number.to);
  const said = words[number.to]?.plain === "o'clock" || ['las', 'la', 'at'].includes(words[from - 1]?.plain ?? '');
  if (!digits?.[2] && !digits?.[3] && !half && !said) return undefined;
  const afternoon = half && utterance.language.calendar.afternoon.includes(half.word);
  const hour = afternoon ? (number.value % 12) + 12 : half ? number.value % 12 : number.value % 24;
  if (minutes > 59) return undefined;
  return {
    minutes: hour * 60 + minutes,
    to: half?.to ?? (words[number.to]?.plain === "o'clock" ? number.to + 1 : number.to),
  };
}

/** `pm`, `in the morning`, `de la tarde` after an hour */
function partOfDay({ words, language }: Utterance, from: number): { word: string; to: number } | undefined {
  const { morning, afternoon } = language.calendar;
  for (let place = from; place <= from + 2; place += 1) {
    const word = words[place]?.plain ?? '';
    if (morning.includes(word) || afternoon.includes(word)) return { word, to: place + 1 };
    if (!['in', 'the', 'at', 'de', 'la', 'por'].includes(word)) return undefined;
  }
  return undefined;
}
