import {
  compileTemplate,
  compileValue,
} from '../../../../emulator/services/stepfunctions/jsonpath/payload-template.ts';
import { scopeOf } from './scope.ts';

describe('A payload template', () => {
  it('replaces the members whose name ends in .$ and copies the others', () => {
    const template = { fixed: '$.a', 'name.$': '$.a', deep: { list: [{ 'first.$': '$.b[0]' }, 1] } };
    expect(compileTemplate(template)(scopeOf({ a: 1, b: [2] }))).toEqual({
      fixed: '$.a',
      name: 1,
      deep: { list: [{ first: 2 }, 1] },
    });
  });

  it('reads input, Context object, variables and intrinsic functions', () => {
    const scope = scopeOf({ a: 'x' }, { context: { Execution: { Id: 'id' } }, names: { v: 5 } });
    const template = { 'i.$': '$.a', 'c.$': '$$.Execution.Id', 'v.$': '$v', 'f.$': "States.Format('{}-{}', $.a, $v)" };
    expect(compileTemplate(template)(scope)).toEqual({ i: 'x', c: 'id', v: 5, f: 'x-5' });
  });

  it('is itself the result when nothing in it depends on the input', () => {
    const template = { a: [{ b: 1 }] };
    expect(compileTemplate(template)(scopeOf({}))).toEqual(template);
    expect(compileTemplate('text')(scopeOf({}))).toBe('text');
  });

  it('makes a member called __proto__ like any other', () => {
    const template = JSON.parse('{"__proto__.$": "$.a"}');
    expect(JSON.stringify(compileTemplate(template)(scopeOf({ a: 1 })))).toBe('{"__proto__":1}');
  });

  it.each([
    [{ 'parsed.$': 'plain text' }, ''],
    [{ 'parsed.$': 7 }, ''],
    [{ 'parsed.$': String.raw`States.Format('\"{}\"', 'x')` }, ''],
    [{ a: { b: [{ 'parsed.$': 'States.Unknown()' }] } }, '/a/b[0]'],
  ])('%j is refused with the place of the member', (template, location) => {
    expect(() => compileTemplate(template)).toThrow(
      expect.objectContaining({
        message: "The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call",
        location,
      }),
    );
  });
});

describe('A CausePath', () => {
  it('is a path or an intrinsic function', () => {
    expect(compileValue('$.c', 'CausePath')(scopeOf({ c: 'why' }))).toBe('why');
    expect(compileValue("States.Format('because {}', $.c)", 'CausePath')(scopeOf({ c: 'why' }))).toBe('because why');
  });
});
