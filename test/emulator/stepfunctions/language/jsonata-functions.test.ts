import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';
import { compileExpression } from '../../../../emulator/services/stepfunctions/jsonata/expression.ts';
import { scopeOf } from './scope.ts';

const evaluate = async (source: string) => await compileExpression(`{% ${source} %}`, 'Output')(scopeOf({}));

describe('The functions that Step Functions adds to JSONata', () => {
  it.each<[string, Json]>([
    ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
    ['$partition([0], 3)', [[0]]],
    ['$range(0, 6, 2)', [0, 2, 4, 6]],
    ['$range(3, 0, -2)', [3, 1]],
    ['$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
    ['$random()', 0.5],
    ['$random(42)', 0.7275636800328681],
    ['$uuid()', '11111111-2222-4333-8444-555555555555'],
    [`$parse('{"a": [1, null]}').a`, [1, null]],
    ['$parse("-0")', 0],
    ['$base64decode("aGVtcA==")', 'hemp'],
    ['$exists($hash($missing, "MD5"))', false],
    ['$map([1, 2], function($i) { $hash($string($i), "MD5") })[0]', 'c4ca4238a0b923820dcc509a6f75849b'],
  ])('%s', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  it('tell the time of the emulated clock', async () => {
    expect(await evaluate('$now()')).toBe('2026-01-01T00:00:00.000Z');
    expect(await evaluate('$millis()')).toBe(Date.UTC(2026, 0, 1));
    expect(await evaluate('$now("[D01]/[M01]/[Y0001] [H01]:[m01]", "+0100")')).toBe('01/01/2026 01:00');
  });

  it.each([
    ['$partition([1], 0)', ': The chunk size must be a positive integer.'],
    ['$range(0, 1, 0)', ': The step must not be zero.'],
    ['$hash("a", "CRC")', ': The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512.'],
    ['$base64decode("!!!")', ': The text is not valid Base64.'],
    ['$parse("nope")', ': The text is not valid JSON.'],
    ['$random("seed")', '. T0410: Argument 1 of function "random" does not match function signature'],
  ])('%s fails', async (source, ending) => {
    await expect(evaluate(source)).rejects.toThrow(`threw an error during evaluation${ending}`);
  });
});
