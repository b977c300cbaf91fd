import { Bindings } from '../../../emulator/services/dynamodb/expressions/bindings.ts';
import { compileProjection } from '../../../emulator/services/dynamodb/expressions/projection.ts';
import { compileUpdate } from '../../../emulator/services/dynamodb/expressions/update.ts';
import type { Item } from '../../../emulator/services/dynamodb/values/value.ts';

const values = {
  ':one': { N: '1' },
  ':s': { S: 'x' },
  ':list': { L: [{ S: 'new' }] },
  ':set': { SS: ['b', 'c'] },
  ':nums': { NS: ['1', '2'] },
  ':bytes': { BS: [Uint8Array.of(1), Uint8Array.of(2)] },
  ':t': { BOOL: true },
};
const names = { '#a': 'a', '#dot': 'x.y', '#c': 'c' };

const compile = (expression: string) =>
  compileUpdate(
    expression,
    new Bindings(
      { ExpressionAttributeNames: names, ExpressionAttributeValues: values },
      { UpdateExpression: expression },
    ),
  );

const before: Item = {
  n: { N: '10' },
  text_: { S: 'hello' },
  lst: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }] },
  m: { M: { keep: { S: 'k' }, n: { N: '5' } } },
  tags_: { SS: ['a', 'b'] },
  bytes: { BS: [Uint8Array.of(1)] },
};
const updated = (expression: string) => compile(expression).apply(before).item;

describe('an update', () => {
  test.each<[string, Item]>([
    ['SET n = n + :one', { ...before, n: { N: '11' } }],
    ['SET n = :one - n', { ...before, n: { N: '-9' } }],
    ['SET fresh = if_not_exists(fresh, :one) + :one', { ...before, fresh: { N: '2' } }],
    ['SET n = if_not_exists(n, :s)', before],
    ['SET n = (m.n + :one)', { ...before, n: { N: '6' } }],
    ['SET m.n = m.n + n, n = m.n', { ...before, m: { M: { keep: { S: 'k' }, n: { N: '15' } } }, n: { N: '5' } }],
    ['SET m.fresh = :s', { ...before, m: { M: { keep: { S: 'k' }, n: { N: '5' }, fresh: { S: 'x' } } } }],
    ['SET #dot = :s', { ...before, 'x.y': { S: 'x' } }],
    ['SET lst[1] = :s', { ...before, lst: { L: [{ S: 'a' }, { S: 'x' }, { S: 'c' }] } }],
    [
      'SET lst[9] = :one, lst[7] = :s',
      { ...before, lst: { L: [{ S: 'a' }, { S: 'b' }, { S: 'c' }, { S: 'x' }, { N: '1' }] } },
    ],
    [
      'SET lst = list_append(:list, lst)',
      { ...before, lst: { L: [{ S: 'new' }, { S: 'a' }, { S: 'b' }, { S: 'c' }] } },
    ],
    [
      'SET fresh = list_append(if_not_exists(fresh, :list), :list)',
      { ...before, fresh: { L: [{ S: 'new' }, { S: 'new' }] } },
    ],
    ['REMOVE lst[0], lst[2]', { ...before, lst: { L: [{ S: 'b' }] } }],
    ['REMOVE lst[0] SET lst[1] = :s', { ...before, lst: { L: [{ S: 'x' }, { S: 'c' }] } }],
    ['REMOVE m.n, gone, lst[7], m.gone', { ...before, m: { M: { keep: { S: 'k' } } } }],
    ['ADD n :one, fresh :one', { ...before, n: { N: '11' }, fresh: { N: '1' } }],
    ['ADD tags_ :set', { ...before, tags_: { SS: ['a', 'b', 'c'] } }],
    ['ADD bytes :bytes', { ...before, bytes: { BS: [Uint8Array.of(1), Uint8Array.of(2)] } }],
    ['ADD fresh :nums', { ...before, fresh: { NS: ['1', '2'] } }],
    ['DELETE tags_ :set', { ...before, tags_: { SS: ['a'] } }],
    ['DELETE gone :set', before],
    [
      'set n = :one add tags_ :set delete bytes :bytes',
      (({ bytes: _, ...rest }) => ({ ...rest, n: { N: '1' }, tags_: { SS: ['a', 'b', 'c'] } }))(before),
    ],
  ])('%s', (expression, after) => {
    expect(updated(expression)).toEqual(after);
  });

  test('leaves the item that it starts from as it is', () => {
    const copy = structuredClone(before);
    updated('SET m.n = :one, lst[0] = :s REMOVE text_ ADD n :one DELETE tags_ :set');
    expect(before).toEqual(copy);
  });

  test('tells where a value behind the end of a list ended up', () => {
    expect(compile('SET lst[9] = :s').apply(before).paths).toEqual([['lst', 3]]);
  });

  test.each([
    ['SET n = gone', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET n = gone + :one', 'The provided expression refers to an attribute that does not exist in the item'],
    ['SET n = text_ + :one', 'An operand in the update expression has an incorrect data type'],
    ['SET n = list_append(n, :list)', 'An operand in the update expression has an incorrect data type'],
    ['ADD text_ :one', 'An operand in the update expression has an incorrect data type'],
    ['DELETE tags_ :nums', 'An operand in the update expression has an incorrect data type'],
    ['SET gone.x = :s', 'The document path provided in the update expression is invalid for update'],
    ['SET n[0] = :s', 'The document path provided in the update expression is invalid for update'],
    ['SET lst.x = :s', 'The document path provided in the update expression is invalid for update'],
    ['REMOVE gone.x', 'The document path provided in the update expression is invalid for update'],
  ])('%s does not fit the item', (expression, message) => {
    expect(() => updated(expression)).toThrow(new Error(message));
  });

  const invalid = 'Invalid UpdateExpression: ';
  test.each([
    ['', 'The expression can not be empty;'],
    ['INVALID SYNTAX HERE', 'Syntax error; token: "INVALID", near: "INVALID SYNTAX"'],
    ['set a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['set a b', 'Syntax error; token: "b", near: "a b"'],
    ['set a = n + n + n', 'Syntax error; token: "+", near: "n + n"'],
    ['add a b', 'Syntax error; token: "b", near: "a b"'],
    ['remove a = b', 'Syntax error; token: "=", near: "a = b"'],
    ['set :one = a', 'Syntax error; token: ":one", near: "set :one ="'],
    ['set a = n set c = n', 'The "SET" section can only be used once in an update expression;'],
    ['remove Absolute', 'Attribute name is a reserved keyword; reserved keyword: Absolute'],
    ['set a = foo(b)', 'Invalid function name; function: foo'],
    ['set a = size(b)', 'The function is not allowed in an update expression; function: size'],
    [
      'set a = if_not_exists(b)',
      'Incorrect number of operands for operator or function; operator or function: if_not_exists, number of operands: 1',
    ],
    [
      'set a = if_not_exists(:s, b)',
      'Operator or function requires a document path; operator or function: if_not_exists',
    ],
    [
      'set a = list_append(:s, b)',
      'Incorrect operand type for operator or function; operator or function: list_append, operand type: S',
    ],
    ['set a = b - :set', 'Incorrect operand type for operator or function; operator or function: -, operand type: SS'],
    ['add a :s', 'Incorrect operand type for operator or function; operator: ADD, operand type: STRING'],
    ['delete a :one', 'Incorrect operand type for operator or function; operator: DELETE, operand type: NUMBER'],
    [
      'set a = n remove #a',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]',
    ],
    [
      'set m.x = n, m = n',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [m, x], path two: [m]',
    ],
    [
      'remove a.#c set a[1] = n',
      'Two document paths conflict with each other; must remove or rewrite one of these paths; path one: [a, c], path two: [a, [1]]',
    ],
  ])('%p is refused', (expression, message) => {
    expect(() => compile(expression)).toThrow(new Error(invalid + message));
  });
});

describe('a projection', () => {
  const project = (expression: string) =>
    compileProjection(expression, new Bindings({}, { ProjectionExpression: expression }));

  test('answers the parts that are asked for, in their places', () => {
    const item: Item = {
      ...before,
      lst: { L: [{ M: { a: { S: '0' }, b: { S: '0' } } }, { S: 'x' }, { M: { a: { S: '2' } } }] },
    };
    expect(project('n, m.keep, gone').apply(item)).toEqual({ n: { N: '10' }, m: { M: { keep: { S: 'k' } } } });
    expect(project('lst[2], lst[0].b').apply(item)).toEqual({
      lst: { L: [{ M: { b: { S: '0' } } }, { M: { a: { S: '2' } } }] },
    });
    expect(project('n.x, lst.y, m[0]').apply(item)).toEqual({});
  });

  test.each([
    [
      'a, a.b',
      'Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a, b]',
    ],
    ['!!!', 'Syntax error; token: "!", near: "!!"'],
    ['a,', 'Syntax error; token: "<EOF>", near: ","'],
  ])('%p is refused', (expression, message) => {
    expect(() => project(expression)).toThrow(new Error(`Invalid ProjectionExpression: ${message}`));
  });
});
