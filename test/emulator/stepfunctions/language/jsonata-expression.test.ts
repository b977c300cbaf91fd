import type { Json, JsonTypeName } from '../../../../emulator/services/stepfunctions/json.ts';
import { compileExpression, isExpression } from '../../../../emulator/services/stepfunctions/jsonata/expression.ts';
import type { Scope } from '../../../../emulator/services/stepfunctions/scope.ts';
import { scopeOf } from './scope.ts';

const input = { n: 5, list: [1, 2, 3], rows: [{ o: { z: 1 } }, { o: { z: 2 } }], text: 'abc', none: null };
const scope = scopeOf(input, { context: { Execution: { Id: 'id' } }, names: { v: { a: [1, 2] } } });

const evaluate = async (source: string, of: Scope = scope, expected?: readonly JsonTypeName[]) =>
  await compileExpression(`{% ${source} %}`, 'Output/r', expected)(of);

const failure = (ending: string, source: string) => ({
  error: 'States.QueryEvaluationError',
  location: 'Output/r',
  causeText: `The JSONata expression '${source}' specified for the field 'Output/r' ${ending}`,
});

describe('A JSONata expression', () => {
  it('stands between {% and %} with nothing around them', () => {
    expect(isExpression('{% 1 %}')).toBe(true);
    expect(isExpression(' {% 1 %}')).toBe(false);
    expect(isExpression('{% 1 %} ')).toBe(false);
    expect(isExpression('{%}')).toBe(false);
    expect(isExpression(1)).toBe(false);
  });

  it.each<[string, Json]>([
    ['$states.input.n', 5],
    ['$states.context.Execution.Id', 'id'],
    ['$v.a[-1]', 2],
    ['$states.input.rows.o.z', [1, 2]],
    ['$states.input.rows[o.z = 2].o', { z: 2 }],
    ['$states.input.list[$ > 1]', [2, 3]],
    ['$sum($states.input.list) + 1', 7],
    ["'n is ' & $states.input.n", 'n is 5'],
    ["{'a': $states.input.n, 'missing': $states.input.x}", { a: 5 }],
    ['$map($states.input.list, function($x) { $x = 1 ? "one" : "more" })', ['one', 'more', 'more']],
    ['$states.input.none', null],
    ['[]', []],
    ['[1..3]', [1, 2, 3]],
    ['($x := 2; $x * $x)', 4],
    [String.raw`$contains('hello$world', /^hello\$/)`, true],
    ['[1/0, -1/0]', ['Infinity', '-Infinity']],
  ])('%s', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  it('sees result and errorOutput where the state has them', async () => {
    expect(await evaluate('$states.result.x', scopeOf({}, { result: { x: 1 } }))).toBe(1);
    const caught = compileExpression('{% $states.errorOutput.Error %}', 'Catch[0]/Output/r');
    expect(await caught(scopeOf({}, { errorOutput: { Error: 'E' } }))).toBe('E');
    expect(await evaluate('$states', scopeOf({ a: 1 }, { result: [2] }))).toEqual({
      context: {},
      input: { a: 1 },
      result: [2],
    });
  });

  it('answers plain JSON that later expressions can take as it is', async () => {
    const found = await evaluate('$states.input.rows.o.z');
    expect(Object.keys(found ?? {})).toEqual(['0', '1']);
    expect(await evaluate('$type($found)', scopeOf({}, { names: { found } }))).toBe('array');
    expect(Object.getPrototypeOf(await evaluate("$merge([{'a': 1}])"))).toBe(Object.prototype);
  });

  it.each([
    ['$doesNotExist', 'returned nothing (undefined).'],
    ['$states.input.x.y', 'returned nothing (undefined).'],
    ['$fn := function($x){$x}', 'returned an unsupported result type.'],
    ['$sum', 'returned an unsupported result type.'],
    ["{'f': function($x){$x}}", 'returned an unsupported result type.'],
    [
      '$states.input.text + 1',
      'threw an error during evaluation. T2001: The left side of the "+" operator must evaluate to a number',
    ],
    [
      '$sum("a")',
      'threw an error during evaluation. T0412: Argument 1 of function "sum" must be an array of "numbers"',
    ],
    ['$error("no stock")', 'threw an error during evaluation. D3137: no stock'],
    ['$eval("1+1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
  ])('%s fails', async (source, ending) => {
    await expect((async () => evaluate(source))()).rejects.toThrow(expect.objectContaining(failure(ending, source)));
  });

  it.each<[string, readonly JsonTypeName[], string]>([
    ["{'foo': 'bar'}", ['array'], 'Expected \'array\', but was \'object\' for value: {"foo":"bar"}'],
    ['$v', ['array'], "Expected 'array', but was 'object' for value: {\"a\":[1,2]}"],
    ['null', ['array'], "Expected 'array', but was 'null' for value: null"],
    ["'string'", ['array'], "Expected 'array', but was 'string' for value: \"string\""],
    ['$sum([1])', ['string', 'boolean'], "Expected 'string' or 'boolean', but was 'number' for value: 1"],
  ])('%s fails in a field that takes %j', async (source, expected, ending) => {
    await expect((async () => evaluate(source, scope, expected))()).rejects.toThrow(
      expect.objectContaining(failure(`returned an unexpected result type. ${ending}`, source)),
    );
  });
});

describe('A definition is refused for', () => {
  it.each([
    ['1 +', 'Unexpected end of expression'],
    ['$a[1,2)', 'Expected "]", got ","'],
    ['"unterminated', 'String literal must be terminated by a matching quote'],
    ['', 'Unexpected end of expression'],
  ])('%s, which does not parse', (source, message) => {
    expect(() => compileExpression(`{% ${source} %}`, 'Output/v')).toThrow(
      expect.objectContaining({ code: 'INVALID_JSONATA_EXPRESSION', message, location: 'Output/v' }),
    );
  });

  it.each([
    ['phone', 'phone'],
    ['phone.number', 'phone'],
    ['$sum(items)', 'items'],
    ['$x ? $y : z', 'z'],
    ['*', '*'],
    ['$', '$'],
    ['$$.a', '$$'],
    ["{'a': b}", 'b'],
  ])('%s, which refers to a context item that a state does not have', (source, name) => {
    expect(() => compileExpression(`{% ${source} %}`, 'Output/v')).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_JSONATA_EXPRESSION',
        message: `Reference to '${name}' at the top level is not supported.`,
      }),
    );
  });

  it.each(['errorOutput', 'outcome'])('$states.%s, which the field does not see', (member) => {
    expect(() => compileExpression(`{% {'a': [$states.${member}.b]} %}`, 'Output/v')).toThrow(
      expect.objectContaining({
        code: 'UNSUPPORTED_JSONATA_EXPRESSION',
        message: `Field '$states.${member}' does not exist.`,
        location: 'Output/v',
      }),
    );
  });

  it.each(['$x.phone', '$x[phone = 1]', '$x.{"a": b}', '$x{a: b}', '$x^(a)', '$x.(a; b)', '$x ~> |a|{"b": c}|'])(
    'nothing in %s, where every name has something to refer to',
    (source) => expect(() => compileExpression(`{% ${source} %}`, 'Output/v')).not.toThrow(),
  );
});
