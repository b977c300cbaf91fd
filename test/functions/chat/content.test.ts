import { content } from '../../../events/chat-text.ts';

describe('what somebody says', () => {
  const read = (value: unknown) => content.safeParse(value);

  it.each([
    ['text', 'hola', 'hola'],
    ['text with blanks around it', '  hola \n', 'hola'],
    ['lines and tabs', 'a\n\tb', 'a\n\tb'],
    ['other scripts', 'שלום مرحبا 你好', 'שלום مرحبا 你好'],
    ['a thousand characters that take two units each', '😀'.repeat(1_000), '😀'.repeat(1_000)],
    ['a family, which is joined by characters one cannot see', '👨‍👩‍👧', '👨‍👩‍👧'],
  ])('may be %s', (_, value, kept) => {
    expect(read(value).data).toBe(kept);
  });

  it.each([
    ['nothing', '', 'must not be empty'],
    ['blanks', ' \n\t ', 'must not be empty'],
    ['too long', 'x'.repeat(1_001), 'has 1001 characters; at most 1000 are taken'],
    ['no text', 7, 'must be text'],
    ['left out', undefined, 'must be text'],
    ['a bell', 'ding\u0007', 'has the control character U+0007 at position 4; take it out'],
    ['a null', 'a\u0000b', 'has the control character U+0000 at position 1; take it out'],
    [
      'a mark that turns the direction of writing',
      'gpj\u202eexe',
      'has the control character U+202E at position 3; take it out',
    ],
    ['a right-to-left mark', '\u200fa', 'has the control character U+200F at position 0; take it out'],
    ['half of a character', 'a\ud83d', 'holds half of a character'],
  ])('may not be %s', (_, value, problem) => {
    expect(read(value).error?.issues[0]?.message).toBe(problem);
  });
});
