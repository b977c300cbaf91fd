/**
 * How many letters must be changed, added, left out or swapped with their neighbour to make one word of the other
 * (Damerau–Levenshtein, optimal string alignment).
 *
 * @param most the answer is `most + 1` for whatever lies farther apart
 */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    if (least > most) return most + 1;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] ?? most + 1;
}

/** How many slips a word of a length may have and still be known: short words are too close to each other for any. */
export const slipsAllowed = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2);

/** Whether a word is another one with a slip of the finger; the first letter is seldom the wrong one. */
export function isTypoOf(word: string, known: string): boolean {
  const slips = slipsAllowed(Math.min(word.length, known.length));
  if (slips === 0 || /\d/.test(word)) return false;
  const swappedStart = word[0] === known[1] && word[1] === known[0];
  return (word[0] === known[0] || swappedStart) && editDistance(word, known, slips) <= slips;
}
