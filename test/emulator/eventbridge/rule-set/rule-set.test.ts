import { seededIds } from '../../../../emulator/runtime/ids.ts';
import { parsePattern } from '../../../../emulator/services/eventbridge/patterns/parse-pattern.ts';
import { compilePattern } from '../../../../emulator/services/eventbridge/patterns/pattern.ts';
import { RuleSet } from '../../../../emulator/services/eventbridge/rule-set/rule-set.ts';

const { random } = seededIds(7);
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

const TEXTS = ['alpha', 'Alpha', 'beta', 'al', 'pha', '10.0.0.1', '10.0.0.9', '', 'a*b'];
const NUMBERS = [0, 1, 2.5, -3, 100];
const NAMES = ['a', 'b', 'c'];

const condition = (): unknown =>
  pick<() => unknown>([
    () => pick(TEXTS),
    () => pick(NUMBERS),
    () => pick([null, true, false]),
    () => ({ prefix: pick(TEXTS) }),
    () => ({ suffix: pick(TEXTS) }),
    () => ({ prefix: { 'equals-ignore-case': pick(TEXTS) } }),
    () => ({ suffix: { 'equals-ignore-case': pick(TEXTS) } }),
    () => ({ 'equals-ignore-case': pick(TEXTS) }),
    () => ({ wildcard: pick(['a*a', '*ph*', 'al*', '*ta', 'beta']) }),
    () => ({ 'anything-but': pick(TEXTS) }),
    () => ({ 'anything-but': [1, 100] }),
    () => ({ numeric: [pick(['>', '<=', '=']), pick(NUMBERS)] }),
    () => ({ numeric: ['>', -3, '<', 3] }),
    () => ({ cidr: '10.0.0.0/29' }),
    () => ({ exists: random() < 0.5 }),
  ])();

function pattern(depth = 0): Record<string, unknown> {
  const fields = NAMES.filter(() => random() < 0.5);
  const entries = (fields.length > 0 ? fields : ['a']).map((name): [string, unknown] => [
    name,
    depth < 2 && random() < 0.4 ? pattern(depth + 1) : [condition(), ...(random() < 0.3 ? [condition()] : [])],
  ]);
  const or = depth === 0 && random() < 0.2 ? [['$or', [pattern(1), pattern(1)]] as const] : [];
  return Object.fromEntries([...entries, ...or]);
}

function value(depth: number): unknown {
  if (depth < 3 && random() < 0.35) return event(depth + 1);
  if (depth < 3 && random() < 0.25) return Array.from({ length: Math.floor(random() * 3) }, () => value(depth + 1));
  return pick<unknown>([...TEXTS, ...NUMBERS, null, true, false]);
}

const event = (depth = 0): object =>
  Object.fromEntries(NAMES.filter(() => random() < 0.7).map((name) => [name, value(depth)]));

describe('a rule set', () => {
  it('finds what matching each pattern by itself finds', () => {
    const patterns = Array.from({ length: 300 }, () => JSON.stringify(pattern()));
    const alone = patterns.map((text) => compilePattern(text));
    const set = new RuleSet<number>();
    patterns.forEach((text, index) => {
      set.add(index, parsePattern(text));
    });
    let matched = 0;
    for (let count = 0; count < 500; count += 1) {
      const candidate = event();
      const expected = alone.flatMap((one, index) => (one.matches(candidate) ? [index] : []));
      expect(set.match(candidate).sort((x, y) => x - y)).toEqual(expected);
      matched += expected.length;
    }
    expect(matched).toBeGreaterThan(1000);
  });

  it('forgets what is taken out, and its fields', () => {
    const set = new RuleSet<string>();
    const removeFirst = set.add('first', parsePattern('{"a": ["x"], "b": [{"prefix": "y"}]}'));
    const removeSecond = set.add('second', parsePattern('{"a": ["x"]}'));
    expect(set.match({ a: 'x', b: 'y' }).sort()).toEqual(['first', 'second']);
    removeFirst();
    expect(set.match({ a: 'x', b: 'y' })).toEqual(['second']);
    removeSecond();
    expect(set.match({ a: 'x', b: 'y' })).toEqual([]);
  });

  it('answers a rule once, also when several branches match', () => {
    const set = new RuleSet<string>();
    set.add('rule', parsePattern('{"$or": [{"a": [1]}, {"b": [1]}]}'));
    expect(set.match({ a: 1, b: 1 })).toEqual(['rule']);
  });

  it('finds rules that ask only for absence', () => {
    const set = new RuleSet<string>();
    set.add('rule', parsePattern('{"a": [{"exists": false}]}'));
    expect([set.match({}), set.match({ a: 1 })]).toEqual([['rule'], []]);
  });
});
