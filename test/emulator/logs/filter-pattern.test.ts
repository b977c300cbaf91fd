import { compilePattern } from '../../../emulator/services/logs/filter-pattern/pattern.ts';

const matches = (pattern: string, message: string | object) =>
  compilePattern(pattern)(typeof message === 'string' ? message : JSON.stringify(message)) !== undefined;

describe('a filter pattern of terms', () => {
  it.each([
    ['', 'anything', true],
    ['ERROR', '[ERROR 400] BAD REQUEST', true],
    ['ERROR', '[error 400]', false],
    ['ERROR ARGUMENTS', 'ERROR: wrong ARGUMENTS', true],
    ['ERROR ARGUMENTS', 'ERROR: wrong', false],
    ['?ERROR ?WARN', 'a WARN', true],
    ['?ERROR ?WARN', 'an INFO', false],
    ['ERROR -EXITING', 'ERROR CODE', true],
    ['ERROR -EXITING', 'ERROR EXITING', false],
    ['"INTERNAL SERVER ERROR"', 'INTERNAL SERVER ERROR 500', true],
    ['"INTERNAL SERVER ERROR"', 'INTERNAL ERROR SERVER', false],
    ['"say \\"hi\\""', 'to say "hi" twice', true],
    ['%50[0-9]%', 'status 503', true],
    ['%50[0-9]%', 'status 404', false],
  ])('%s on %s is %s', (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected);
  });
});

describe('a filter pattern for JSON', () => {
  const event = {
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    cluster: { name: 'c', 'dotted.key': 5 },
    latency: 250.5,
    ok: true,
  };

  it.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{ $.eventType = UpdateTrail }', true],
    ['{ $.eventType != "UpdateTrail" }', false],
    ['{ $.absent != "x" }', false],
    ['{ $.sourceIPAddress = 111.111.* }', true],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[2] = "value" }', false],
    ['{ $.objectList[1].id = 2 }', true],
    ['{ $.latency > 250 }', true],
    ['{ $.latency <= 250.5 && $.latency >= 2.505e2 }', true],
    ['{ $.latency < 250 || $.ok IS TRUE }', true],
    ['{ $.ok IS FALSE }', false],
    ['{ $.SomeObject IS NULL }', true],
    ['{ $.eventType IS NULL }', false],
    ['{ $.SomeOtherObject NOT EXISTS }', true],
    ['{ $.eventType NOT EXISTS }', false],
    ["{ $.cluster['dotted.key'] = 5 }", true],
    ['{ ($.ok IS FALSE || $.latency > 1) && $.cluster.name = "c" }', true],
    ['{ $.eventType = %^Update% }', true],
  ])('%s is %s', (pattern, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it('does not match what is no JSON object', () => {
    expect(matches('{ $.a NOT EXISTS }', 'plain text')).toBe(false);
  });
});

describe('a filter pattern for fields between spaces', () => {
  const line = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

  it.each([
    ['[ip, server, username, timestamp, request, status_code, bytes]', true],
    ['[ip, server, username, timestamp, request, status_code = 404, bytes]', true],
    ['[ip, server, username, timestamp, request, status_code = 4*, bytes > 2000]', false],
    ['[..., status_code = 404, bytes]', true],
    ['[ip, ..., bytes >= 1534]', true],
    ['[ip, server, username = frank || username = jane, ...]', true],
    ['[ip, request]', false],
  ])('%s is %s', (pattern, expected) => {
    expect(matches(pattern, line)).toBe(expected);
  });

  it('names the fields that it found', () => {
    expect(compilePattern('[ip, ..., bytes]')(line)).toEqual({ $ip: '127.0.0.1', $bytes: '1534' });
  });
});

describe('a filter pattern that is none', () => {
  it.each(['{ $.a = }', '{ $.a', '[a, b', '{ a = 1 }', '%(%', '"open'])('is refused: %s', (pattern) => {
    expect(() => compilePattern(pattern)).toThrow('Invalid filter pattern');
  });
});
