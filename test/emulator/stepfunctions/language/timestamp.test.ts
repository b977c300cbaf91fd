import { parseTimestamp, timestampNanoseconds } from '../../../../emulator/services/stepfunctions/timestamp.ts';

describe('A timestamp', () => {
  it.each([
    ['2016-03-14T01:59:00Z', '2016-03-14T01:59:00.000Z'],
    ['2016-03-14T01:59:00.123456789Z', '2016-03-14T01:59:00.123Z'],
    ['2016-03-14T01:59:00+01:30', '2016-03-14T00:29:00.000Z'],
    ['2016-03-14T01:59:00-01:00', '2016-03-14T02:59:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseTimestamp(text)).toBe(Date.parse(expected));
  });

  it.each([
    '2016-12-05 21:29:29Z',
    '2016-12-05t21:29:29Z',
    '2016-12-05T21:29:29',
    '2016-12-05T21:29:29z',
    '2016-13-05T21:29:29Z',
    '2016-02-30T21:29:29Z',
    '2016-12-05T24:00:00Z',
    '2016-12-05T25:29:29Z',
    '05-12-2016T21:29:29Z',
    '2016-12-05',
    '2016-12-05T21:29:29+25:00',
    '',
  ])('%p is none', (text) => {
    expect(parseTimestamp(text)).toBeUndefined();
  });

  it('is exact to the nanosecond', () => {
    expect(timestampNanoseconds('1970-01-01T00:00:01.000000001Z')).toBe(1_000_000_001n);
  });
});
