const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the name is one of a time zone. */
export function isZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const parts = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  formats.set(zone, format);
  return format;
}

/**
 * What the clocks of a zone show at a time, as if they showed UTC.
 *
 * @param time epoch milliseconds
 */
export function wallTime(time: number, zone: string): number {
  if (zone === 'UTC') return time;
  const parts = new Map(
    formatOf(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const milliseconds = ((time % 1000) + 1000) % 1000;
  return (
    Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) + milliseconds
  );
}

/**
 * When the clocks of a zone show a time: the first of two where they are set back, undefined where they are set
 * forward over it.
 */
export function timeOfWall(wall: number, zone: string): number | undefined {
  const guesses = [wall - DAY_MILLISECONDS, wall + DAY_MILLISECONDS].map(
    (near) => wall - (wallTime(near, zone) - near),
  );
  const times = guesses.filter((time) => wallTime(time, zone) === wall);
  return times.length === 0 ? undefined : Math.min(...times);
}

const DAY_MILLISECONDS = 86_400_000;
