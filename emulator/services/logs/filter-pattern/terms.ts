import { invalidPattern } from '../errors.ts';
import { regexOf } from './comparison.ts';
import type { Matcher } from './matcher.ts';

interface Term {
  readonly kind: 'all' | 'any' | 'none';
  readonly isIn: (message: string) => boolean;
}

/** `?`, `-`, then a quoted text, a `%regular expression%`, or a bare word. */
const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]+)%|([^\s"%]+))(?=\s|$)\s*/y;
const BARE_WORD = /^[\w.@/:#$=+*!&~;,<>|()\-[\]{}']+$/;
const NOTHING = {};

/**
 * A pattern for any text: words that must all occur, `?words` of which one must, `-words` that must not. When there are
 * words that must occur, those with a question mark do not count.
 */
export function compileTerms(text: string): Matcher {
  const terms = readTerms(text);
  const of = (kind: Term['kind']) => terms.filter((term) => term.kind === kind);
  const [all, any, none] = [of('all'), of('any'), of('none')];
  return (message) => {
    const fits =
      all.every((term) => term.isIn(message)) &&
      (all.length > 0 || any.length === 0 || any.some((term) => term.isIn(message))) &&
      !none.some((term) => term.isIn(message));
    return fits ? NOTHING : undefined;
  };
}

function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const [, sign, quoted, expression, word] = TERM.exec(text) ?? [];
    if (quoted === undefined && expression === undefined && (word === undefined || !BARE_WORD.test(word))) {
      throw invalidPattern();
    }
    terms.push({
      kind: sign === '?' ? 'any' : sign === '-' ? 'none' : 'all',
      isIn: finder(quoted ?? word, expression),
    });
  }
  return terms;
}

function finder(text: string | undefined, expression: string | undefined): (message: string) => boolean {
  if (expression !== undefined) {
    const regex = regexOf(expression);
    return (message) => regex.test(message);
  }
  const wanted = (text ?? '').replaceAll(/\\(.)/g, '$1');
  return (message) => message.includes(wanted);
}
