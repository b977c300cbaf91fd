import { parsePattern } from '../../../../emulator/services/eventbridge/patterns/parse-pattern.ts';
import { checkWildcardComplexity } from '../../../../emulator/services/eventbridge/patterns/wildcard-complexity.ts';

const check = (...conditions: unknown[]) =>
  checkWildcardComplexity(parsePattern(JSON.stringify({ field: conditions })));

describe('wildcards', () => {
  it.each([
    ['a name with one in the middle', [{ wildcard: '/Users/*/dir/dir/dir/dir/doc.txt' }]],
    ['five parts between colons', [{ wildcard: '*:*:*:*:event-bus/*' }]],
    ['two of them', [{ wildcard: '*/init/*' }, { wildcard: '*/dir/*' }]],
    ['an escaped asterisk', [{ wildcard: '\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*\\*' }]],
  ])('may be %s', (_, conditions) => {
    expect(() => check(...conditions)).not.toThrow();
  });

  it.each([
    ['the same letter between many asterisks', [{ wildcard: 'a*a*a*a*a*a*a*a' }]],
    ['many of them in one field', ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => ({ wildcard: `*x*${letter}*` }))],
    ['many of them in an anything-but', [{ 'anything-but': { wildcard: ['*a*1', '*a*2', '*a*3', '*a*4', '*a*5'] } }]],
  ])('must not be %s', (_, conditions) => {
    expect(() => check(...conditions)).toThrow(/^Rule is too complex - try using fewer wildcard characters/);
  });
});
