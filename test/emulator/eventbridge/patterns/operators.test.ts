import { compilePattern } from '../../../../emulator/services/eventbridge/patterns/pattern.ts';

const matches = (condition: unknown, value: unknown) =>
  compilePattern(JSON.stringify({ detail: { field: [condition] } })).matches({ detail: { field: value } });

type Case = readonly [condition: unknown, matching: readonly unknown[], other: readonly unknown[]];

const CASES: Readonly<Record<string, Case>> = {
  'a text matches itself only': ['running', ['running'], ['Running', 'run', null, 1]],
  'a number matches in any notation': [300, [300.0, 3e2], [301, '300']],
  'null matches null only': [null, [null], ['null', 0, false]],
  'true matches true only': [true, [true], ['true', 1, false]],
  'an IP address matches in any notation': ['2001:db8::1', ['2001:0db8:0:0:0:0:0:1', '2001:DB8::1'], ['2001:db8::2']],
  prefix: [{ prefix: 'us-' }, ['us-east-1', 'us-'], ['eu-us-', 'US-east-1', 5]],
  'prefix, ignoring case': [{ prefix: { 'equals-ignore-case': 'US-' } }, ['us-east-1'], ['eu-1']],
  'an empty prefix matches every text': [{ prefix: '' }, ['', 'a'], [1, null]],
  suffix: [{ suffix: '.png' }, ['a.png', '.png'], ['a.PNG', 'png']],
  'suffix, ignoring case': [{ suffix: { 'equals-ignore-case': '.png' } }, ['a.PNG'], ['a.jpg']],
  'equals-ignore-case': [{ 'equals-ignore-case': 'HeLLo' }, ['hello', 'HELLO'], ['hello!']],
  'wildcard at both ends': [{ wildcard: '*/dir/*' }, ['/dir/', 'a/dir/b'], ['dir', '/dir']],
  'wildcard in the middle': [{ wildcard: 'a*b*c' }, ['abc', 'aXbYc', 'abbc'], ['ab', 'acb', 'xabc']],
  'wildcard parts do not overlap': [{ wildcard: 'aba*aba' }, ['abaaba', 'abaXaba'], ['aba', 'ababa']],
  'an escaped asterisk is an asterisk': [{ wildcard: 'a\\*\\\\*' }, ['a*\\', 'a*\\x'], ['ab\\']],
  'anything-but a text': [{ 'anything-but': 'x' }, ['y', null, 1, true], ['x']],
  'anything-but a number': [{ 'anything-but': 5 }, [6, '5', null], [5, 5.0]],
  'anything-but a list': [{ 'anything-but': ['x', 'y'] }, ['z', null], ['x', 'y']],
  'anything-but a prefix': [{ 'anything-but': { prefix: 'in' } }, ['post-in', 1], ['init']],
  'anything-but a list of suffixes': [{ 'anything-but': { suffix: ['.a', '.b'] } }, ['x.c'], ['x.a', 'x.b']],
  'anything-but ignoring case': [{ 'anything-but': { 'equals-ignore-case': ['Ab'] } }, ['b'], ['AB', 'ab']],
  'anything-but wildcards': [{ 'anything-but': { wildcard: '*/x/*' } }, ['x'], ['a/x/b']],
  'numeric with two bounds': [{ numeric: ['>', 0, '<=', 5] }, [0.000001, 5], [0, 5.1, '3', null]],
  'numeric equality': [{ numeric: ['=', 301.8] }, [301.8, 3.018e2], [301]],
  'numbers are compared to the sixth decimal': [{ numeric: ['<=', 5] }, [5.0000001], [5.00001]],
  'cidr, IPv4': [{ cidr: '10.0.0.0/24' }, ['10.0.0.0', '10.0.0.255'], ['10.0.1.0', 10, 'x']],
  'cidr, IPv6': [{ cidr: '2001:db8::/32' }, ['2001:db8:1::'], ['2001:db9::', '10.0.0.1']],
  'the base of a cidr block is masked': [{ cidr: '10.0.0.7/29' }, ['10.0.0.0'], ['10.0.0.8']],
};

describe.each(Object.entries(CASES))('%s', (_, [condition, matching, other]) => {
  it.each(matching.map((value) => [JSON.stringify(value), value]))('takes %s', (_, value) => {
    expect(matches(condition, value)).toBe(true);
  });

  it.each(other.map((value) => [JSON.stringify(value), value]))('leaves %s', (_, value) => {
    expect(matches(condition, value)).toBe(false);
  });
});

describe('a field with several conditions', () => {
  it('takes what one of them takes', () => {
    const pattern = compilePattern('{"a": ["x", {"prefix": "y"}, {"exists": false}]}');
    expect([{ a: 'x' }, { a: 'yes' }, {}].map((event) => pattern.matches(event))).toEqual([true, true, true]);
    expect(pattern.matches({ a: 'z' })).toBe(false);
  });
});

describe('exists', () => {
  it('looks at leaves only', () => {
    const there = compilePattern('{"a": [{"exists": true}]}');
    expect([{ a: null }, { a: { b: 1 } }, { a: [] }, {}].map((event) => there.matches(event))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
