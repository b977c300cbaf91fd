/** A date, an upper-case `T`, a time with seconds, and `Z` or an offset (States language, "Timestamps": a profile of RFC 3339). */
const TIMESTAMP = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
const MINUTES_PER_HOUR = 60;
const MILLISECONDS_PER_MINUTE = 60_000;
const MAX_OFFSET_MINUTES = 18 * MINUTES_PER_HOUR;

/** Milliseconds since the epoch, fractions dropped, or undefined for a text that is no timestamp. */
export function parseTimestamp(text: string): number | undefined {
  const nanoseconds = timestampNanoseconds(text);
  return nanoseconds === undefined ? undefined : Number(nanoseconds / NANOSECONDS_PER_MILLISECOND);
}

/** Nanoseconds since the epoch, for exact comparison, or undefined for a text that is no timestamp. */
export function timestampNanoseconds(text: string): bigint | undefined {
  const [, date = '', time = '', fraction = '', sign, hours = '0', minutes = '0'] = TIMESTAMP.exec(text) ?? [];
  const local = localMilliseconds(date, time);
  const offset = Number(hours) * MINUTES_PER_HOUR + Number(minutes);
  if (local === undefined || Number(minutes) >= MINUTES_PER_HOUR || offset > MAX_OFFSET_MINUTES) return undefined;
  const utc = local - (sign === '-' ? -offset : offset) * MILLISECONDS_PER_MINUTE;
  return BigInt(utc) * NANOSECONDS_PER_MILLISECOND + BigInt(fraction.padEnd(9, '0'));
}

/** Undefined for a day or time that no calendar has. JavaScript itself takes 30 February for 1 or 2 March, and 24:00 for the next day. */
function localMilliseconds(date: string, time: string): number | undefined {
  const text = `${date}T${time}.000Z`;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) || new Date(parsed).toISOString() !== text ? undefined : parsed;
}
