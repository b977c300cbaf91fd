import { seededIds } from '../../../emulator/runtime/ids.ts';
import { closed, encodeIndexKey, encodeTableKey } from '../../../emulator/services/dynamodb/keys/encode-key.ts';
import { encodeValue } from '../../../emulator/services/dynamodb/keys/encode-value.ts';
import type { KeySchema } from '../../../emulator/services/dynamodb/keys/key-schema.ts';
import { contains, narrow, segmentRange, startingWith } from '../../../emulator/services/dynamodb/keys/range.ts';
import { order } from '../../../emulator/services/dynamodb/values/compare.ts';
import { canonicalNumber } from '../../../emulator/services/dynamodb/values/number.ts';
import type { Value } from '../../../emulator/services/dynamodb/values/value.ts';

const ids = seededIds(7);
const pickNumber = (below: number) => Math.floor(ids.random() * below);

function someNumber(): Value {
  const digits = String(pickNumber(10 ** (1 + pickNumber(8))));
  const sign = ids.random() < 0.5 ? '-' : '';
  return { N: canonicalNumber(`${sign}${digits}e${pickNumber(40) - 20}`) };
}

const ALPHABET = ['\0', '\x01', 'a', 'b', 'ab', 'é', '￿', '😀', '퟿'];
const someText = (): Value => ({ S: Array.from({ length: pickNumber(4) }, () => ALPHABET[pickNumber(9)]).join('') });
const someBytes = (): Value => ({
  B: Uint8Array.from({ length: pickNumber(4) }, () => [0, 1, 255][pickNumber(3)] ?? 0),
});

const signs = (value: number | undefined) => Math.sign(value ?? Number.NaN);

describe('encoded keys', () => {
  test.each([
    ['numbers', someNumber],
    ['texts', someText],
    ['binary values', someBytes],
  ])('of %s lie in the order of the values', (_name, some) => {
    for (let round = 0; round < 2_000; round += 1) {
      const [left, right] = [some(), some()];
      expect(signs(Buffer.compare(encodeValue(left), encodeValue(right)))).toBe(signs(order(left, right)));
    }
  });

  const index: KeySchema = {
    partition: [{ name: 'p', type: 'S' }],
    sort: [
      { name: 's', type: 'S' },
      { name: 't', type: 'N' },
    ],
  };

  test('of an index with several sort attributes lie in the order of the first, then of the second', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const [a, b] = [
        { p: { S: 'x' }, s: someText(), t: someNumber() },
        { p: { S: 'x' }, s: someText(), t: someNumber() },
      ];
      const [keyA, keyB] = [a, b].map((item) => encodeIndexKey(index, item, Buffer.of(1)));
      if (!keyA || !keyB) throw new Error('Both items are in the index');
      expect(Math.sign(Buffer.compare(keyA, keyB))).toBe(signs(order(a.s, b.s) || order(a.t, b.t)));
    }
  });

  test('hold an item in an index only if it has every key attribute, of the right type', () => {
    expect(encodeIndexKey(index, { p: { S: 'x' }, s: { S: 'a' } }, Buffer.of(1))).toBeUndefined();
    expect(encodeIndexKey(index, { p: { N: '1' }, s: { S: 'a' }, t: { N: '1' } }, Buffer.of(1))).toBeUndefined();
  });

  const operators = ['=', '<', '<=', '>', '>='] as const;
  const holds = { '=': [0], '<': [-1], '<=': [-1, 0], '>': [1], '>=': [0, 1] } as const;

  test.each(operators)('that meet %s are those of the range, whether or not something follows', (operator) => {
    const prefix = Buffer.from('prefix');
    for (let round = 0; round < 500; round += 1) {
      const [value, bound] = [someText(), someText()];
      const expected = holds[operator].some((sign) => sign === signs(order(value, bound)));
      const bare = Buffer.concat([prefix, encodeValue(value)]);
      expect(contains(narrow(prefix, { operator, value: bound }, true), bare)).toBe(expected);
      const followed = Buffer.concat([prefix, closed(encodeValue(value)), Buffer.from('item')]);
      expect(contains(narrow(prefix, { operator, value: bound }, false), followed)).toBe(expected);
    }
  });

  test('that begin with a text are those of the range', () => {
    for (let round = 0; round < 500; round += 1) {
      const [value, prefix] = [someText(), someText()];
      if (!('S' in value && 'S' in prefix)) continue;
      const range = narrow(Buffer.of(9), { operator: 'begins_with', value: prefix }, true);
      expect(contains(range, Buffer.concat([Buffer.of(9), encodeValue(value)]))).toBe(value.S.startsWith(prefix.S));
    }
  });

  test('of all partitions fall into one scan segment each, evenly', () => {
    const schema: KeySchema = { partition: [{ name: 'p', type: 'S' }], sort: [] };
    const counts = [0, 0, 0, 0];
    for (let n = 0; n < 4_000; n += 1) {
      const key = encodeTableKey(schema, { p: { S: `user-${n}` } });
      if (!key) throw new Error('The item has a key');
      const segments = [0, 1, 2, 3].filter((segment) => contains(segmentRange(segment, 4), key));
      expect(segments).toHaveLength(1);
      counts[segments[0] ?? 0] = (counts[segments[0] ?? 0] ?? 0) + 1;
    }
    for (const count of counts) expect(count).toBeGreaterThan(850);
  });

  test('have an upper bound even where every byte is the highest', () => {
    expect(contains(startingWith(Buffer.of(255, 255)), Buffer.of(255, 255, 7))).toBe(true);
    expect(contains(startingWith(Buffer.of(1, 255)), Buffer.of(2))).toBe(false);
  });
});
