import { Bindings, type BindingsInput } from '../../../emulator/services/dynamodb/expressions/bindings.ts';
import { compileCondition } from '../../../emulator/services/dynamodb/expressions/condition.ts';
import { compileKeyCondition } from '../../../emulator/services/dynamodb/expressions/key-condition.ts';
import type { Item } from '../../../emulator/services/dynamodb/values/value.ts';

const values: BindingsInput['ExpressionAttributeValues'] = {
  ':s': { S: 'b' },
  ':n': { N: '10' },
  ':m': { N: '20' },
  ':b': { B: Uint8Array.of(1, 2) },
  ':t': { BOOL: true },
  ':l': { L: [] },
  ':type': { S: 'N' },
  ':none': { S: 'XX' },
};
const names = { '#a': 'a', '#dot': 'x.y', '#size': 'size' };

function compile(expression: string) {
  const bindings = new Bindings(
    { ExpressionAttributeNames: names, ExpressionAttributeValues: values },
    { ConditionExpression: expression },
  );
  return compileCondition('ConditionExpression', expression, bindings);
}

const item: Item = {
  a: { S: 'abc' },
  n: { N: '10' },
  big: { N: '1000000000000000000000000000001' },
  bytes: { B: Uint8Array.of(0, 1, 2) },
  flag_: { BOOL: true },
  tags_: { SS: ['a', 'b'] },
  lst: { L: [{ S: 'b' }, { M: { deep: { N: '1' } } }] },
  m: { M: { within_: { S: 'b' } } },
  'x.y': { S: 'b' },
  size: { N: '3' },
  emoji: { S: '😀' },
};

describe('a condition', () => {
  test.each([
    ['n = :n', true],
    ['n <> :n', false],
    ['gone = :n', false],
    ['gone <> :n', true],
    ['n < :m AND n >= :n', true],
    ['big > :m', true],
    ['a > :s', false],
    [':s < gone', false],
    ['n BETWEEN :n AND :m', true],
    ['a in (:s, :n)', false],
    ['m.within_ IN (:n, :s)', true],
    ['NOT n = :n OR n = :n', true],
    ['not (n = :n or n = :m)', false],
    ['n = :n AND n = :m OR n < :m', true],
    ['(n) = (:n)', true],
    ['attribute_exists(lst[1].deep)', true],
    ['attribute_exists(lst[2])', false],
    ['attribute_not_exists(m.more)', true],
    ['attribute_type(n, :type)', true],
    ['attribute_type(gone, :type)', false],
    ['begins_with(#a, :s)', false],
    ['begins_with(m.within_, :s)', true],
    ['begins_with(bytes, :b)', false],
    ['contains(a, :s)', true],
    ['contains(tags_, :s)', true],
    ['contains(lst, :s)', true],
    ['contains(bytes, :b)', true],
    ['contains(n, :n)', false],
    ['#dot = :s', true],
    ['size(a) < :n', true],
    ['size(emoji) = size(tags_)', true],
    ['size(n) > :n', false],
    ['size(gone) <> :n', true],
    ['#size < size(lst) or size(tags_) = size(lst)', true],
    ['attribute_exists(constructor_)', false],
  ])('%s is %p', (expression, expected) => {
    expect(compile(expression).test(item)).toBe(expected);
  });

  test('sees attributes that share a name with what every object has', () => {
    const { test: test_ } = compileCondition(
      'ConditionExpression',
      'attribute_exists(#c)',
      new Bindings({ ExpressionAttributeNames: { '#c': 'constructor' } }, { ConditionExpression: 'x' }),
    );
    expect(test_({})).toBe(false);
    expect(test_({ constructor: { S: 'x' } })).toBe(true);
  });

  const invalid = 'Invalid ConditionExpression: ';
  test.each([
    ['', 'The expression can not be empty;'],
    ['a > 4', 'Syntax error; token: "4", near: "> 4"'],
    ['a', 'Syntax error; token: "<EOF>", near: "a"'],
    ['n = :n AND', 'Syntax error; token: "<EOF>", near: "AND"'],
    ['n = :n n = :m', 'Syntax error; token: "n", near: ":n n ="'],
    ['_a = :n', 'Syntax error; token: "_", near: "_a"'],
    ['name = :s', 'Attribute name is a reserved keyword; reserved keyword: name'],
    ['((n = :n))', 'The expression has redundant parentheses;'],
    ['#z = :s', 'An expression attribute name used in the document path is not defined; attribute name: #z'],
    ['a = :z', 'An expression attribute value used in expression is not defined; attribute value: :z'],
    ['foo(a)', 'Invalid function name; function: foo'],
    ['if_not_exists(a, :s)', 'The function is not allowed in a condition expression; function: if_not_exists'],
    ['size(a)', 'The function is not allowed to be used this way in an expression; function: size'],
    [
      'attribute_exists(a) = :t',
      'The function is not allowed to be used this way in an expression; function: attribute_exists',
    ],
    [
      'begins_with(attribute_exists(a), :s)',
      'The function is not allowed to be used this way in an expression; function: attribute_exists',
    ],
    [
      'begins_with(a)',
      'Incorrect number of operands for operator or function; operator or function: begins_with, number of operands: 1',
    ],
    [
      'begins_with(a, :n)',
      'Incorrect operand type for operator or function; operator or function: begins_with, operand type: N',
    ],
    ['a < :t', 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL'],
    ['size(:n) = :n', 'Incorrect operand type for operator or function; operator or function: size, operand type: N'],
    ['attribute_exists(:s)', 'Operator or function requires a document path; operator or function: attribute_exists'],
    [
      'attribute_type(a, :n)',
      'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N',
    ],
    [
      'attribute_type(a, :none)',
      'Invalid attribute type name found; type: XX, valid types: {S,N,B,BOOL,NULL,SS,NS,BS,M,L}',
    ],
    [
      'a = #a',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: =, first operand: [a]',
    ],
    [
      'contains(m.within_, m.within_)',
      'The first operand must be distinct from the remaining operands for this operator or function; operator: contains, first operand: [m, within_]',
    ],
    [
      'n BETWEEN :m AND :n',
      'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound operand: AttributeValue: {N:20}, upper bound operand: AttributeValue: {N:10}',
    ],
    [
      'n BETWEEN :n AND :s',
      'The BETWEEN operator requires same data type for lower and upper bounds; lower bound operand: AttributeValue: {N:10}, upper bound operand: AttributeValue: {S:b}',
    ],
  ])('%p is refused', (expression, message) => {
    expect(() => compile(expression)).toThrow(new Error(invalid + message));
  });
});

describe('a key condition', () => {
  const keyOf = (expression: string) =>
    compileKeyCondition(
      expression,
      new Bindings({ ExpressionAttributeValues: values }, { KeyConditionExpression: expression }),
    );

  test('takes the value on either side, and parentheses', () => {
    expect(keyOf('(p = :s) AND (:n <= r)')).toEqual([
      { name: 'p', condition: { operator: '=', value: { S: 'b' } } },
      { name: 'r', condition: { operator: '>=', value: { N: '10' } } },
    ]);
    expect(keyOf('begins_with(r, :s) and p = :s')).toHaveLength(2);
  });

  test.each([
    ['a > :n or b = :n', 'Invalid operator used in KeyConditionExpression: OR'],
    ['not a > :n', 'Invalid operator used in KeyConditionExpression: NOT'],
    ['a in (:n)', 'Invalid operator used in KeyConditionExpression: IN'],
    ['a <> :n', 'Invalid operator used in KeyConditionExpression: <>'],
    ['attribute_exists(a)', 'Invalid operator used in KeyConditionExpression: attribute_exists'],
    ['contains(a, :s)', 'Invalid operator used in KeyConditionExpression: contains'],
    ['size(a) > :n', 'KeyConditionExpressions cannot contain nested operations'],
    ['a.b > :n', 'KeyConditionExpressions cannot have conditions on nested attributes'],
    ['a > b', 'Invalid condition in KeyConditionExpression: Multiple attribute names used in one condition'],
    [':m > :n', 'Invalid condition in KeyConditionExpression: No key attribute specified'],
    [
      ':n between a and :m',
      'Invalid condition in KeyConditionExpression: BETWEEN operator must have the key attribute as its first operand',
    ],
    [
      'begins_with(:s, a)',
      'Invalid condition in KeyConditionExpression: begins_with operator must have the key attribute as its first operand',
    ],
    ['a > :n AND a < :m', 'KeyConditionExpressions must only contain one condition per key'],
    [
      'things are not gonna be ok',
      'Invalid KeyConditionExpression: Syntax error; token: "are", near: "things are not"',
    ],
  ])('%p is refused', (expression, message) => {
    expect(() => keyOf(expression)).toThrow(new Error(message));
  });
});

describe('names and values', () => {
  const withInput = (input: BindingsInput, ConditionExpression?: string) => () => {
    const bindings = new Bindings(input, { ConditionExpression });
    if (ConditionExpression) compileCondition('ConditionExpression', ConditionExpression, bindings);
    bindings.refuseUnused();
  };

  test.each<[BindingsInput, string | undefined, string]>([
    [
      { ExpressionAttributeNames: { '#a': 'a' } },
      undefined,
      'ExpressionAttributeNames can only be specified when using expressions',
    ],
    [
      { ExpressionAttributeValues: { ':a': { S: 'a' } } },
      undefined,
      'ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null',
    ],
    [{ ExpressionAttributeNames: {} }, 'a = b', 'ExpressionAttributeNames must not be empty'],
    [{ ExpressionAttributeValues: {} }, 'a = b', 'ExpressionAttributeValues must not be empty'],
    [
      { ExpressionAttributeNames: { a: 'a' } },
      'a = b',
      'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"',
    ],
    [
      { ExpressionAttributeValues: { a: { S: 'a' } } },
      'a = b',
      'ExpressionAttributeValues contains invalid key: Syntax error; key: "a"',
    ],
    [
      { ExpressionAttributeValues: { ':a': { N: 'x' } } },
      'a = :a',
      'ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a',
    ],
    [
      { ExpressionAttributeNames: { '#a': 'a', '#b': 'b' } },
      '#a = b',
      'Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}',
    ],
    [
      { ExpressionAttributeValues: { ':a': { S: 'a' }, ':b': { S: 'a' } } },
      'a = :a',
      'Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}',
    ],
  ])('%j with %p are refused', (input, expression, message) => {
    expect(withInput(input, expression)).toThrow(new Error(message));
  });
});
