import { ExpressionSyntaxError } from '../../../../emulator/services/stepfunctions/errors/expression-syntax-error.ts';
import { RuntimeError } from '../../../../emulator/services/stepfunctions/errors/runtime.ts';
import type { Json } from '../../../../emulator/services/stepfunctions/json.ts';
import { compilePath, parsePath } from '../../../../emulator/services/stepfunctions/jsonpath/path.ts';
import { scopeOf } from './scope.ts';

const store: Json = {
  books: [
    { title: 'A', price: 8, tags: ['x'] },
    { title: 'B', price: 12, isbn: '1' },
    { title: 'C', price: 22, isbn: '2', tags: ['x', 'y'] },
  ],
  bicycle: { color: 'red', price: 20 },
  limit: 10,
  'odd name': 1,
  none: null,
};
const read = (path: string, field?: string) => compilePath(path, field)(scopeOf(store));

describe('A path', () => {
  it.each([
    ['$', store],
    ['$.bicycle.color', 'red'],
    ["$['bicycle']['color']", 'red'],
    ["$['odd name']", 1],
    ['$.books[1].title', 'B'],
    ['$.books[-1].title', 'C'],
    ['$.none', null],
    ["$.bicycle['color','price']", { color: 'red', price: 20 }],
    ['$.books.length()', 3],
  ])('%s selects one value', (path, expected) => {
    expect(read(path)).toEqual(expected);
    expect(parsePath(path).definite).toBe(true);
  });

  it.each([
    ['$.books[*].title', ['A', 'B', 'C']],
    ['$.books[1:].title', ['B', 'C']],
    ['$.books[:-1].title', ['A', 'B']],
    ['$.books[0:2].title', ['A', 'B']],
    ['$.books[0,2].title', ['A', 'C']],
    ['$..price', [8, 12, 22, 20]],
    ['$.bicycle.*', ['red', 20]],
    ['$.books[?(@.isbn)].title', ['B', 'C']],
    ['$.books[?(!@.isbn)].title', ['A']],
    ['$.books[?(@.price < 20 && @.isbn)].title', ['B']],
    ['$.books[?(@.price < $.limit || @.price > 20)].title', ['A', 'C']],
    ["$.books[?(@.title == 'A')].price", [8]],
    ["$.books[?(@.title in ['A', 'C'])].price", [8, 22]],
    ["$.books[?(@.tags contains 'y')].title", ['C']],
    ['$.books[?(@.title =~ /[ab]/i)].title', ['A', 'B']],
    ['$..[?(@.isbn)].title', ['B', 'C']],
  ])('%s selects a list', (path, expected) => {
    expect(read(path)).toEqual(expected);
    expect(parsePath(path).definite).toBe(false);
  });

  it.each(['$.books[?(@.price > 99)]', '$.missing[*].x', '$.missing[1:]', '$[*].a.b', '$..missing'])(
    '%s answers an empty list when nothing matches',
    (path) => expect(read(path)).toEqual([]),
  );

  it('reads the Context object after $$ and a variable after its name', () => {
    const scope = scopeOf(store, { context: { Execution: { Id: 'id' } }, names: { order: { lines: [1, 2] } } });
    expect(compilePath('$$.Execution.Id')(scope)).toBe('id');
    expect(compilePath('$$')(scope)).toEqual({ Execution: { Id: 'id' } });
    expect(compilePath('$order.lines[1]')(scope)).toBe(2);
  });

  it('does not see what only JavaScript objects have', () => {
    expect(parsePath('$.constructor').find(scopeOf({}))).toBeUndefined();
    expect(parsePath('$.__proto__').find(scopeOf({}))).toBeUndefined();
  });

  it('keeps a backslash in a quoted name', () => {
    const name = String.raw`a\""b`;
    expect(compilePath(`$['${name}']`)(scopeOf({ [name]: 1 }))).toBe(1);
  });

  it.each(['', 'a', '$.', '$..', '$.a b', '$.a[', '$.a[b]', "$.a['b", '$.a[1:2:3]', '$.a[?(@.b)', '$.a[?(@.b === )]'])(
    '%p is refused when compiled',
    (path) => expect(() => compilePath(path)).toThrow(ExpressionSyntaxError),
  );
});

describe('A definite path that selects nothing', () => {
  it.each([
    ['$.missing', "Invalid path '$.missing' : No results for path: $['missing']"],
    ['$.bicycle.missing', "Invalid path '$.bicycle.missing' : No results for path: $['bicycle']['missing']"],
    ['$.missing.deeper', "Invalid path '$.missing.deeper' : Missing property in path $['missing']"],
    ['$.books[7]', "Invalid path '$.books[7]' : No results for path: $['books'][7]"],
  ])('%s fails as an InputPath with the steps that were tried', (path, causeText) => {
    expect(() => read(path)).toThrow(expect.objectContaining({ error: 'States.Runtime', causeText }));
  });

  it('fails in a named field with the field and the input', () => {
    const small = compilePath('$.missing', 'value.$');
    expect(() => small(scopeOf({ 'int-literal': 0 }))).toThrow(
      new RuntimeError(
        `The JSONPath '$.missing' specified for the field 'value.$' could not be found in the input '{"int-literal":0}'`,
      ),
    );
  });

  it('fails on an input that is null as a whole', () => {
    expect(() => compilePath('$', 'Input.$')(scopeOf(null))).toThrow(
      new RuntimeError('Unable to apply Path transformation to null or empty input.'),
    );
    expect(compilePath('$')(scopeOf(null))).toBeNull();
  });
});
