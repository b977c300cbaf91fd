/** What the values of a field of a cron expression may be. */
export interface FieldRange {
  readonly low: number;
  readonly high: number;
  /** Words for the values, from `low` on. */
  readonly names?: readonly string[];
}

/**
 * The values that a field lists, with `*`, `?`, lists, ranges and steps.
 *
 * @returns undefined if the field is not well-formed
 */
export function parseField(text: string, range: FieldRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const listed = parsePart(part, range);
    if (!listed) return undefined;
    for (const value of listed) values.add(value);
  }
  return values;
}

function parsePart(text: string, range: FieldRange): number[] | undefined {
  const [span = '', stepText, ...more] = text.split('/');
  if (more.length > 0) return undefined;
  const step = stepText === undefined ? 1 : Number(/^\d+$/.exec(stepText)?.[0] ?? 0);
  if (step < 1) return undefined;
  const [low, high] = parseSpan(span, range, stepText !== undefined) ?? [];
  if (low === undefined || high === undefined || low > high) return undefined;
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, index) => low + index * step);
}

function parseSpan(text: string, range: FieldRange, stepped: boolean): readonly [number, number] | undefined {
  if (text === '*' || text === '?') return [range.low, range.high];
  const [from = '', to, ...more] = text.split('-');
  const low = parseValue(from, range);
  // `5/15` goes on from 5 to the end.
  const high = to === undefined ? (stepped ? range.high : low) : parseValue(to, range);
  return low === undefined || high === undefined || more.length > 0 ? undefined : [low, high];
}

export function parseValue(text: string, { low, high, names = [] }: FieldRange): number | undefined {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? low + named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : undefined;
}
