import { add, canonicalNumber, compareNumbers, subtract } from '../../../emulator/services/dynamodb/values/number.ts';
import { itemSize } from '../../../emulator/services/dynamodb/values/size.ts';

describe('numbers', () => {
  test.each([
    ['1', '1'],
    ['-0', '0'],
    ['+5', '5'],
    ['0042.1200', '42.12'],
    ['1E2', '100'],
    ['1.5e-3', '0.0015'],
    ['-.5', '-0.5'],
    ['1E125', `1${'0'.repeat(125)}`],
    ['1E-130', `0.${'0'.repeat(129)}1`],
    ['123456789012345678901234567890.12345678', '123456789012345678901234567890.12345678'],
  ])('%s is kept as %s', (text, canonical) => {
    expect(canonicalNumber(text)).toBe(canonical);
  });

  test.each([
    ['', 'The parameter cannot be converted to a numeric value'],
    ['abc', 'The parameter cannot be converted to a numeric value: abc'],
    ['1e', 'The parameter cannot be converted to a numeric value: 1e'],
    ['.', 'The parameter cannot be converted to a numeric value: .'],
    ['123456789012345678901234567890123456789', 'Attempting to store more than 38 significant digits in a Number'],
    ['-1.23456789012345678901234567890123456789', 'Attempting to store more than 38 significant digits in a Number'],
    ['1e126', 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
    ['-1e-131', 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
  ])('%p is refused', (text, message) => {
    expect(() => canonicalNumber(text)).toThrow(message);
  });

  test.each([
    ['0.1', '0.2', '0.3'],
    ['999999999999999', '1', '1000000000000000'],
    ['12345678901234567890123456789012345678', '-1', '12345678901234567890123456789012345677'],
    ['-5', '5', '0'],
    ['1.05', '-2', '-0.95'],
    [`1${'0'.repeat(37)}`, '1', `1${'0'.repeat(36)}1`],
  ])('%s + %s is %s, exactly', (left, right, sum) => {
    expect(add(left, right)).toBe(sum);
    expect(subtract(sum, right)).toBe(left);
  });

  test('a sum that needs more than 38 digits is refused', () => {
    expect(() => add('1', '0.00000000000000000000000000000000000001')).toThrow('more than 38 significant digits');
  });

  test('are ordered by value', () => {
    const ascending = ['-1000', '-10.5', '-10', '-9.99', '-0.001', '0', '0.0009', '0.001', '9', '10', '10.01', '100'];
    const shuffled = [...ascending].sort();
    expect(shuffled.sort(compareNumbers)).toEqual(ascending);
  });
});

describe('sizes', () => {
  // What numbers weigh was measured on AWS by filling items to their limit.
  test.each([
    ['0', 1],
    ['1', 2],
    ['-1', 3],
    ['100', 2],
    ['1234', 3],
    ['12345', 4],
    ['123456', 4],
    ['3.14159', 5],
    ['0.001', 2],
  ])('the number %s weighs %i bytes', (N, bytes) => {
    expect(itemSize({ '': { N } })).toBe(bytes);
  });

  test('names count by their UTF-8 bytes, containers cost three bytes and one for each element', () => {
    expect(itemSize({ ñ: { S: 'ab' } })).toBe(4);
    expect(itemSize({ a: { L: [{ S: 'b' }, { BOOL: true }] } })).toBe(1 + 3 + 2 + 2);
    expect(itemSize({ a: { M: { b: { NULL: true } } } })).toBe(1 + 3 + 1 + 1 + 1);
    expect(itemSize({ a: { SS: ['xy', 'z'] }, b: { BS: [Uint8Array.of(1, 2)] } })).toBe(1 + 3 + 1 + 2);
  });
});
