import { invalidPattern } from '../errors.ts';
import { type Compare, comparison, OPERATORS } from './comparison.ts';
import type { Matcher } from './matcher.ts';
import { Tokens } from './tokens.ts';

interface Field {
  readonly name: string;
  readonly test: Compare;
}

/** What stands for any number of fields. */
const ELLIPSIS = '...';
const MESSAGE_FIELD = /\[([^\]]*)\]|"([^"]*)"|(\S+)/g;

/**
 * `[ip, user, ..., status = 4*, size > 1000]`: a test of messages whose words, quoted texts and bracketed texts are
 * fields (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html).
 */
export function compileSpaceDelimited(text: string): Matcher {
  const tokens = new Tokens(text);
  tokens.expect('[');
  const fields = [readField(tokens)];
  while (tokens.accept(',')) fields.push(readField(tokens));
  tokens.expect(']');
  if (!tokens.atEnd()) throw invalidPattern();
  const gap = fields.indexOf(ELLIPSIS);
  const named = fields.filter((field) => field !== ELLIPSIS);
  return (message) => {
    const values = [...message.matchAll(MESSAGE_FIELD)].map(
      ([, bracketed, quoted, word]) => bracketed ?? quoted ?? word ?? '',
    );
    const aligned = align(values, named.length, gap);
    if (!aligned) return undefined;
    const fits = named.every(({ test }, index) => test(aligned[index] ?? ''));
    return fits ? Object.fromEntries(named.map(({ name }, index) => [`$${name}`, aligned[index] ?? ''])) : undefined;
  };
}

/** The values for the named fields, with those that fall into the gap left out; undefined when the counts differ. */
function align(values: readonly string[], count: number, gap: number): readonly string[] | undefined {
  if (gap < 0) return values.length === count ? values : undefined;
  if (values.length < count) return undefined;
  return [...values.slice(0, gap), ...values.slice(values.length - (count - gap))];
}

function readField(tokens: Tokens): Field | typeof ELLIPSIS {
  const { kind, text } = tokens.next();
  if (text === ELLIPSIS) return ELLIPSIS;
  if (kind !== 'word') throw invalidPattern();
  const first = readTest(tokens);
  const tests: [Compare, 'and' | 'or'][] = [[first ?? (() => true), 'and']];
  for (;;) {
    const joint = tokens.accept('&&') ? 'and' : tokens.accept('||') ? 'or' : undefined;
    if (!joint) break;
    if (tokens.next().text !== text) throw invalidPattern();
    tests.push([readTest(tokens) ?? (() => true), joint]);
  }
  return {
    name: text,
    test: (value) =>
      tests.reduce((met, [test, joint]) => (joint === 'and' ? met && test(value) : met || test(value)), true),
  };
}

function readTest(tokens: Tokens): Compare | undefined {
  const operator = OPERATORS.find((candidate) => tokens.accept(candidate));
  return operator && comparison(operator, tokens.next());
}
