import { parseSchedule } from '../../../../emulator/services/eventbridge/schedule/expression.ts';

const at = (text: string) => Date.parse(text);

/** The next times of an expression, as text. */
function times(expression: string, after: string, count = 1, anchor = after): (string | undefined)[] {
  const schedule = parseSchedule(expression);
  const found: (string | undefined)[] = [];
  let time: number | undefined = at(after);
  for (let index = 0; index < count && time !== undefined; index += 1) {
    time = schedule?.next(time, at(anchor));
    found.push(time === undefined ? undefined : new Date(time).toISOString().slice(0, 16));
  }
  return found;
}

describe('a rate', () => {
  it('counts from the time of the rule', () => {
    expect(times('rate(5 minutes)', '2026-01-01T00:00:30Z', 2)).toEqual(['2026-01-01T00:05', '2026-01-01T00:10']);
    expect(times('rate(1 day)', '2026-01-05T12:00:00Z', 1, '2026-01-01T06:00:00Z')).toEqual(['2026-01-06T06:00']);
  });

  it.each(['rate(1 minutes)', 'rate(5 minute)', 'rate(0 minutes)', 'rate(5)', 'rate(5 weeks)', 'every(5 minutes)'])(
    '%s is none',
    (expression) => {
      expect(parseSchedule(expression)).toBeUndefined();
    },
  );
});

describe('a cron expression', () => {
  it.each([
    ['cron(0 10 * * ? *)', '2026-01-01T10:00:00Z', ['2026-01-02T10:00', '2026-01-03T10:00']],
    ['cron(15 12 * * ? *)', '2026-01-01T00:00:00Z', ['2026-01-01T12:15', '2026-01-02T12:15']],
    ['cron(0 18 ? * MON-FRI *)', '2026-01-02T18:00:00Z', ['2026-01-05T18:00', '2026-01-06T18:00']],
    ['cron(0/15 * * * ? *)', '2026-01-01T00:50:00Z', ['2026-01-01T01:00', '2026-01-01T01:15']],
    ['cron(0 8 1 * ? *)', '2026-01-15T00:00:00Z', ['2026-02-01T08:00', '2026-03-01T08:00']],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', ['2026-02-28T00:00', '2026-03-31T00:00']],
    ['cron(0 0 15W * ? *)', '2026-02-01T00:00:00Z', ['2026-02-16T00:00', '2026-03-16T00:00']],
    ['cron(0 0 ? * 6#3 *)', '2026-01-01T00:00:00Z', ['2026-01-16T00:00', '2026-02-20T00:00']],
    ['cron(0 0 ? * 2L *)', '2026-01-01T00:00:00Z', ['2026-01-26T00:00', '2026-02-23T00:00']],
    ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', ['2028-02-29T00:00', '2032-02-29T00:00']],
    ['cron(0 0,12 1 1,7 ? 2027-2028)', '2026-01-01T00:00:00Z', ['2027-01-01T00:00', '2027-01-01T12:00']],
  ])('%s', (expression, after, expected) => {
    expect(times(expression, after, 2)).toEqual(expected);
  });

  it('ends with its last year', () => {
    expect(times('cron(0 0 1 1 ? 2026)', '2026-01-01T00:00:00Z')).toEqual([undefined]);
  });

  it.each([
    'cron(0 10 * * * *)',
    'cron(0 10 ? * ? *)',
    'cron(60 10 * * ? *)',
    'cron(0 10 * * ?)',
    'cron(0 10 32 * ? *)',
    'cron(0/0 10 * * ? *)',
    'cron(5-1 10 * * ? *)',
  ])('%s is none', (expression) => {
    expect(parseSchedule(expression)).toBeUndefined();
  });
});
