import { ExpressionSyntaxError } from '../../../../emulator/services/stepfunctions/errors/expression-syntax-error.ts';
import { writeAt } from '../../../../emulator/services/stepfunctions/jsonpath/reference-path.ts';

describe('ResultPath', () => {
  it('replaces the input at $', () => {
    expect(writeAt('$', { a: 1 }, [2])).toEqual([2]);
  });

  it('adds a field, or overwrites the one that is there', () => {
    expect(writeAt('$.sum', { numbers: { a: 3 } }, 7)).toEqual({ numbers: { a: 3 }, sum: 7 });
    expect(writeAt('$.numbers', { numbers: { a: 3 } }, 7)).toEqual({ numbers: 7 });
  });

  it('makes the fields on the way', () => {
    expect(writeAt("$.a['b'].c", { z: 1 }, true)).toEqual({ z: 1, a: { b: { c: true } } });
  });

  it('writes to an item that exists', () => {
    expect(writeAt('$.list[1].x', { list: [{}, { y: 1 }] }, 2)).toEqual({ list: [{}, { y: 1, x: 2 }] });
  });

  it('leaves the input as it was', () => {
    const input = { a: { b: 1 } };
    writeAt('$.a.b', input, 2);
    expect(input).toEqual({ a: { b: 1 } });
  });

  it('fails on an input that has no fields', () => {
    expect(() => writeAt('$.x', 'text', 1)).toThrow(
      expect.objectContaining({
        error: 'States.ResultPathMatchFailure',
        causeText: 'Unable to apply ReferencePath $.x to input "text"',
      }),
    );
  });

  it.each([
    ['$.x', [1], 'Unable to apply step "x" to input [1]'],
    ['$.a.b', { a: 1 }, 'Unable to apply step "b" to input 1'],
    ['$.a[2]', { a: [1] }, 'Unable to apply step "2" to input [1]'],
  ])('%s fails where a step does not fit: %j', (path, input, causeText) => {
    expect(() => writeAt(path, input, 1)).toThrow(
      expect.objectContaining({ error: 'States.ReferencePathConflict', causeText }),
    );
  });

  it.each(['$.a[*]', '$..a', '$.a[1:2]', '$.a[?(@.b)]', "$['a','b']", '$.a.length()'])(
    '%s is no reference path',
    (path) => expect(() => writeAt(path, {}, 1)).toThrow(ExpressionSyntaxError),
  );
});
