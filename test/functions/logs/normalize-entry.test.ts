import { MalformedLine, normalizeEntry } from '../../../functions/logs/normalize/normalize-entry.ts';

const context = { logId: 'ab12-000000', receivedAt: new Date('2026-03-01T10:00:00.000Z') };
const normalize = (entry: unknown) => normalizeEntry(entry, context);

describe('a log', () => {
  test('gets its defaults', () => {
    expect(normalize({ message: 'hello' })).toEqual({
      logId: 'ab12-000000',
      timestamp: '2026-03-01T10:00:00.000Z',
      level: 'INFO',
      service: 'unknown',
      userId: 'anonymous',
      message: 'hello',
    });
  });

  test('keeps what it has no field for', () => {
    const log = normalize({ message: 'hello', orderId: 7, attributes: { region: 'eu' } });
    expect(log.attributes).toEqual({ orderId: 7, region: 'eu' });
  });

  test.each([
    ['debug', 'DEBUG'],
    ['Info', 'INFO'],
    ['warn', 'WARNING'],
    ['WARNING', 'WARNING'],
    [' error ', 'ERROR'],
    ['critical', 'CRITICAL'],
    [null, 'INFO'],
  ])('of level %j is one of %s', (level, expected) => {
    expect(normalize({ level, message: 'm' }).level).toBe(expected);
  });

  test.each([
    ['2026-02-28T23:59:59Z', '2026-02-28T23:59:59.000Z'],
    ['2026-03-01T01:30:00.5+02:00', '2026-02-28T23:30:00.500Z'],
    ['2026-02-28T10:00:00.123456', '2026-02-28T10:00:00.123Z'],
    [0, '1970-01-01T00:00:00.000Z'],
    ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
  ])('of the time %j is one of %s', (timestamp, expected) => {
    expect(normalize({ message: 'm', timestamp }).timestamp).toBe(expected);
  });

  test('may name its user by a number', () => {
    expect(normalize({ message: 'm', user_id: 42 }).userId).toBe('42');
  });

  test.each([
    ['an unknown level', { level: 'loud', message: 'm' }, 'UnknownLevel', 'level is "loud"; we know DEBUG, INFO'],
    ['a level that is a number', { level: 30, message: 'm' }, 'UnknownLevel', 'level is 30'],
    ['no message', { level: 'INFO' }, 'MissingMessage', 'there is no message'],
    ['a message of blanks', { message: ' \n' }, 'MissingMessage', 'message is " \\n"'],
    ['a message that is an object', { message: { a: 1 } }, 'MissingMessage', 'message is {"a":1}'],
    ['a time that is none', { message: 'm', timestamp: 'yesterday' }, 'InvalidTimestamp', 'timestamp is "yesterday"'],
    ['a day that is none', { message: 'm', timestamp: '2026-02-30T00:00:00Z' }, 'InvalidTimestamp', 'neither ISO 8601'],
    [
      'a time no date can hold',
      { message: 'm', timestamp: 1e18 },
      'InvalidTimestamp',
      'timestamp is 1000000000000000000',
    ],
    ['a time before there was any', { message: 'm', timestamp: -1 }, 'InvalidTimestamp', 'timestamp is -1'],
    ['a far future', { message: 'm', timestamp: '2026-03-01T12:00:00.001Z' }, 'TimestampInFuture', 'two hours ahead'],
    ['a service that is a list', { message: 'm', service: [] }, 'InvalidName', 'service is [], not text'],
    [
      'a user with a long name',
      { message: 'm', user_id: 'x'.repeat(257) },
      'InvalidName',
      'user_id has 257 characters',
    ],
    ['no fields', 'just text', 'NotALog', 'a log is an object, not a string'],
    ['nothing', null, 'NotALog', 'a log is an object, not null'],
    ['a list', [], 'NotALog', 'a log is an object, not a list'],
    ['no JSON', new MalformedLine('{"message":'), 'MalformedLine', 'the line is not JSON'],
  ])('with %s is set aside', (_, entry, code, message) => {
    expect(() => normalize(entry)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('is not quoted at length in the reason', () => {
    expect(() => normalize({ level: 'x'.repeat(10_000), message: 'm' })).toThrow(/^level is .{40}…; we know/);
  });
});
