import { parseTiming } from '../../../emulator/services/scheduler/timing/timing.ts';

const at = (text: string) => Date.parse(text);

function times(expression: string, timezone: string, after: string, count: number, span: object = {}): string[] {
  const timing = parseTiming(expression);
  const schedule = { timezone, createdAt: at(after), ...span };
  const found: string[] = [];
  let time: number | undefined = at(after) - 1;
  for (let index = 0; index < count; index += 1) {
    time = time === undefined ? undefined : timing?.next(time, schedule);
    if (time !== undefined) found.push(new Date(time).toISOString().slice(0, 16));
  }
  return found;
}

describe('a time zone', () => {
  it('is what a cron expression is read in, through changes of the clocks', () => {
    expect(times('cron(0 9 * * ? *)', 'Europe/Madrid', '2026-03-28T00:00:00Z', 3)).toEqual([
      '2026-03-28T08:00',
      '2026-03-29T07:00',
      '2026-03-30T07:00',
    ]);
  });

  it('leaves out what its clocks jump over', () => {
    expect(times('cron(30 2 * * ? *)', 'Europe/Madrid', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-30T00:30',
      '2026-03-31T00:30',
    ]);
  });

  it('counts once what its clocks show twice', () => {
    expect(times('cron(30 2 * * ? *)', 'Europe/Madrid', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('is where a single time is meant', () => {
    expect(times('at(2026-07-01T12:00:00)', 'America/New_York', '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-07-01T16:00',
    ]);
  });
});

describe('a rate', () => {
  it('is due at the start of its schedule, then again and again until its end', () => {
    const span = { startsAt: at('2026-01-02T00:00:00Z'), endsAt: at('2026-01-02T02:00:00Z') };
    expect(times('rate(1 hour)', 'UTC', '2026-01-01T00:00:00Z', 5, span)).toEqual([
      '2026-01-02T00:00',
      '2026-01-02T01:00',
      '2026-01-02T02:00',
    ]);
  });
});

it.each(['at(2026-01-01)', 'at(2026-13-01T00:00:00)', 'rate(1 hours)', 'cron(* * *)', 'tomorrow'])(
  '%s is no timing',
  (text) => {
    expect(parseTiming(text)).toBeUndefined();
  },
);
