import { compileCondition } from '../../../../emulator/services/stepfunctions/choice/condition.ts';
import { compileChoiceRule } from '../../../../emulator/services/stepfunctions/choice/rule.ts';
import { ExpressionSyntaxError } from '../../../../emulator/services/stepfunctions/errors/expression-syntax-error.ts';
import type { Json, JsonObject } from '../../../../emulator/services/stepfunctions/json.ts';
import { scopeOf } from './scope.ts';

const holds = (rule: JsonObject, input: Json) => compileChoiceRule(rule)(scopeOf(input));
const compare = (operator: string, variable: Json, operand: Json) => [
  holds({ Variable: '$.v', [operator]: operand }, { v: variable }),
  holds({ Variable: '$.v', [`${operator}Path`]: '$.o' }, { v: variable, o: operand }),
];

describe('A comparison of a choice rule, with a literal and with a path', () => {
  it.each<[string, Json, Json, boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 1, 'a', false],
    ['StringLessThan', 'AB', 'ABC', true],
    ['StringGreaterThan', 'a', 'B', true],
    ['StringLessThanEquals', 'a', 'a', true],
    ['StringGreaterThanEquals', 'a', 'b', false],
    ['NumericEquals', 2, 2.0, true],
    ['NumericEquals', '2', 2, false],
    ['NumericLessThan', 1, 2, true],
    ['NumericGreaterThan', 1, 2, false],
    ['NumericLessThanEquals', 2, 2, true],
    ['NumericGreaterThanEquals', 3, 2, true],
    ['BooleanEquals', false, false, true],
    ['BooleanEquals', 0, false, false],
    ['BooleanEquals', null, false, false],
    ['TimestampEquals', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', true],
    ['TimestampEquals', 'yesterday', '2026-01-01T00:00:00Z', false],
    ['TimestampLessThan', '2026-01-01T00:00:00.000000001Z', '2026-01-01T00:00:00.000000002Z', true],
    ['TimestampGreaterThan', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['TimestampLessThanEquals', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['TimestampGreaterThanEquals', '2025-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
  ])('%s of %j and %j is %s', (operator, variable, operand, expected) => {
    expect(compare(operator, variable, operand)).toEqual([expected, expected]);
  });
});

describe('StringMatches', () => {
  it.each([
    ['log-*.txt', 'log-1.txt', true],
    ['log-*.txt', 'log-.txt', true],
    ['log-*.txt', 'log-1.text', false],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'ba', false],
    ['a*a', 'a', false],
    ['*', '', true],
    ['plain', 'plain', true],
    [String.raw`a\*b`, 'a*b', true],
    [String.raw`a\*b`, 'axb', false],
    [String.raw`a\\*`, String.raw`a\x`, true],
    [`${'*a'.repeat(30)}*b`, 'a'.repeat(5000), false],
  ])('%s', (pattern, text, expected) => {
    expect(holds({ Variable: '$.v', StringMatches: pattern }, { v: text })).toBe(expected);
  });

  it('never matches what is no string', () => {
    expect(holds({ Variable: '$.v', StringMatches: '*' }, { v: 1 })).toBe(false);
  });
});

describe('A type test', () => {
  it.each<[string, Json, boolean]>([
    ['IsNull', null, true],
    ['IsNull', 0, false],
    ['IsString', '', true],
    ['IsNumeric', 1.5, true],
    ['IsNumeric', '1', false],
    ['IsBoolean', false, true],
    ['IsTimestamp', '2026-01-01T00:00:00Z', true],
    ['IsTimestamp', '2026-01-01', false],
  ])('%s of %j is %s, and its opposite for false', (operator, value, expected) => {
    expect(holds({ Variable: '$.v', [operator]: true }, { v: value })).toBe(expected);
    expect(holds({ Variable: '$.v', [operator]: false }, { v: value })).toBe(!expected);
  });

  it('IsPresent holds for a value that is there, null included', () => {
    expect(holds({ Variable: '$.v', IsPresent: true }, { v: null })).toBe(true);
    expect(holds({ Variable: '$.v.deep', IsPresent: true }, { v: null })).toBe(false);
    expect(holds({ Variable: '$.v', IsPresent: false }, {})).toBe(true);
  });
});

describe('A choice rule', () => {
  it('combines others with And, Or and Not', () => {
    const big = { Variable: '$.n', NumericGreaterThan: 9 };
    const even = { Variable: '$.even', BooleanEquals: true, Comment: 'as counted' };
    const input = { n: 10, even: false };
    expect(holds({ And: [big, even], Next: 'X' }, input)).toBe(false);
    expect(holds({ Or: [big, even], Next: 'X' }, input)).toBe(true);
    expect(holds({ Not: even, Next: 'X' }, input)).toBe(true);
    expect(holds({ And: [big, { Not: { Or: [even] } }], Next: 'X' }, input)).toBe(true);
  });

  it('reads variables', () => {
    const rule = compileChoiceRule({ Variable: '$guess', StringEqualsPath: '$answer' });
    expect(rule(scopeOf({}, { names: { guess: 'a', answer: 'a' } }))).toBe(true);
  });

  it.each(['$.missing', '$.a.b'])('fails when its path %s selects nothing', (path) => {
    expect(() => holds({ Variable: path, IsNull: true }, { a: 1 })).toThrow(
      expect.objectContaining({
        error: 'States.Runtime',
        causeText: `Invalid path '${path}': The choice state's condition path references an invalid value.`,
      }),
    );
  });

  it.each<JsonObject>([
    { Variable: '$.v' },
    { Variable: '$.v', StringEqual: 'a' },
    { Variable: '$.v', IsNull: 'true' },
    { Variable: '$.v', StringEqualsPath: 1 },
    { Variable: '$.v', StringEquals: 'a', NumericEquals: 1 },
    { StringEquals: 'a' },
    { And: [] },
    { Or: ['x'] },
    { Not: [] },
  ])('%j is refused when compiled', (rule) => {
    expect(() => compileChoiceRule(rule)).toThrow(ExpressionSyntaxError);
  });
});

describe('A JSONata Condition', () => {
  const decide = async (condition: Json) =>
    await compileCondition(condition, 'Choices[0]/Condition')(scopeOf({ n: 5 }));

  it('is an expression or a boolean', async () => {
    expect(await decide('{% $states.input.n > 3 %}')).toBe(true);
    expect(await decide('{% $exists($states.input.x) %}')).toBe(false);
    expect(await decide(true)).toBe(true);
  });

  it('fails unless the answer is a boolean', async () => {
    await expect(decide('{% $states.input.n %}')).rejects.toThrow(
      "The JSONata expression '$states.input.n' specified for the field 'Choices[0]/Condition' returned an unexpected result type. Expected 'boolean', but was 'number' for value: 5",
    );
  });

  it('is refused when it is neither', () => {
    expect(() => compileCondition('yes', 'Choices[0]/Condition')).toThrow(ExpressionSyntaxError);
  });
});
