import { ExpressionSyntaxError } from '../../../../emulator/services/stepfunctions/errors/expression-syntax-error.ts';
import { compileIntrinsic } from '../../../../emulator/services/stepfunctions/intrinsics/evaluate.ts';
import { javaRandom } from '../../../../emulator/services/stepfunctions/intrinsics/java-random.ts';
import { INTRINSICS } from '../../../../emulator/services/stepfunctions/intrinsics/registry.ts';
import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';
import { scopeOf } from './scope.ts';

const input = { list: [1, 2, 3, 4], text: 'a,b;c', object: { a: 1 }, null: null, long: 'x'.repeat(10_001) };
const call = (text: string) => compileIntrinsic(text, 'value.$')(scopeOf(input));

describe('The intrinsic functions', () => {
  it('are the eighteen of the States language', () => {
    expect(INTRINSICS.size).toBe(18);
  });

  it.each<[string, Json]>([
    ["States.Array('a', 1, true, null, $.object)", ['a', 1, true, null, { a: 1 }]],
    ['States.ArrayPartition($.list, 3)', [[1, 2, 3], [4]]],
    ['States.ArrayContains($.list, 3)', true],
    ['States.ArrayContains(States.Array($.object), $.object)', true],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayGetItem($.list, 2)', 3],
    ['States.ArrayLength($.list)', 4],
    ["States.ArrayUnique(States.Array(1, 1, '1', $.object, $.object))", [1, '1', { a: 1 }]],
    ["States.Base64Encode('Añb')", 'QcOxYg=='],
    ["States.Base64Decode('QcOxYg==')", 'Añb'],
    ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['States.JsonMerge($.object, States.StringToJson(\'{"b":2}\'), false)', { a: 1, b: 2 }],
    ['States.MathAdd(1.49, -1.5)', 0],
    ['States.MathAdd(-3.5, 0)', -3],
    ['States.MathRandom(10, 20)', 15],
    ["States.StringSplit($.text, ',;')", ['a', 'b', 'c']],
    ["States.StringSplit(',,', ',')", []],
    ["States.StringToJson('[1, null]')", [1, null]],
    ["States.StringToJson(' ')", null],
    ['States.JsonToString($.object)', '{"a":1}'],
    ['States.UUID()', '11111111-2222-4333-8444-555555555555'],
    ["States.Format('{} and {}', $.null, 1.5)", 'null and 1.5'],
    [String.raw`States.Format('it\'s \{{}\} \\', 'x')`, String.raw`it's {x} \ `.trim()],
    ['States.ArrayLength($.list[?(@ > 1)])', 3],
  ])('%s', (text, expected) => {
    expect(call(text)).toEqual(expected);
  });

  it('draw the same number for the same seed, as java.util.Random does', () => {
    expect(javaRandom(42)).toBe(0.7275636800328681);
    expect(call('States.MathRandom(0, 1000, 42)')).toBe(727);
  });

  it.each([
    ['States.ArrayGetItem($.list, 4)', 'The index 4 is out of bounds for an array of length 4.'],
    ['States.ArrayPartition($.list, 0)', 'The chunk size must be a positive integer.'],
    ['States.ArrayRange(0, 1000, 1)', 'The range must not contain more than 1000 items.'],
    ['States.ArrayRange(0, 9, 0)', 'The step must not be zero.'],
    ['States.ArrayLength($.text)', 'Invalid argument 1: a value of type array was expected.'],
    ["States.Format('{}', $.object)", 'Invalid argument 2: a value of type scalar was expected.'],
    ["States.Format('{} {}', 1)", 'The template has 2 placeholders but there are 1 values.'],
    ["States.Hash('a', 'CRC')", 'The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512.'],
    ['States.Base64Encode($.long)', 'The text must not have more than 10000 characters.'],
    ["States.Base64Decode('?')", 'The text is not valid Base64.'],
    ["States.StringToJson('{')", 'The text is not valid JSON.'],
    ['States.JsonMerge($.object, $.object, true)', 'Deep merging is not supported: the third argument must be false.'],
    ['States.MathRandom(5, 5)', 'The start must be less than the end.'],
  ])('%s fails with States.IntrinsicFailure', (text, reason) => {
    expect(() => call(text)).toThrow(
      expect.objectContaining({
        error: 'States.IntrinsicFailure',
        causeText: `The function '${text}' had the following error: ${reason}`,
      }),
    );
  });

  it('fail like any path when an argument selects nothing', () => {
    expect(() => compileIntrinsic('States.ArrayLength($.x)', 'n.$')(scopeOf({}))).toThrow(
      "The JSONPath '$.x' specified for the field 'n.$' could not be found in the input '{}'",
    );
  });

  it.each([
    'States.Nope()',
    'States.UUID(1)',
    'States.ArrayLength()',
    "States.Format('a",
    'States.ArrayLength($.a) x',
    String.raw`States.StringToJson('{\"a\":1}')`,
    `States.ArrayLength(${'States.Array('.repeat(10)}${')'.repeat(10)})`,
  ])('%s is refused when compiled', (text) => {
    expect(() => compileIntrinsic(text, 'value.$')).toThrow(ExpressionSyntaxError);
  });
});
