import { existsSync, readFileSync } from 'node:fs';
import { compilePattern } from '../../../../emulator/services/eventbridge/patterns/pattern.ts';
import { PatternError } from '../../../../emulator/services/eventbridge/patterns/pattern-error.ts';

interface Recorded {
  readonly id: string;
  readonly pattern: string;
  readonly event: string;
  readonly expected: 'match' | 'no match' | 'exception';
  readonly exception: { readonly message_raw?: string | null; readonly ruler_message?: string } | null;
}

/** What AWS answered, where the recordings are at hand. */
const RECORDINGS = '../shared/conformance/corpus/dev/patterns.json';
const recorded: Recorded[] = existsSync(RECORDINGS) ? JSON.parse(readFileSync(RECORDINGS, 'utf8')) : [];

function verdict({ pattern, event }: Recorded): { verdict: Recorded['expected']; message?: string } {
  try {
    return { verdict: compilePattern(pattern).matches(JSON.parse(event)) ? 'match' : 'no match' };
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return { verdict: 'exception', message: error.reason };
  }
}

const firstLine = ({ exception }: Recorded) =>
  (exception?.message_raw?.replace('Event pattern is not valid. Reason: ', '') ?? exception?.ruler_message)?.split(
    '\n',
  )[0];

// An event that is no object is the operation's affair, not the pattern's.
const ofPatterns = recorded.filter(({ event }) => event.trimStart().startsWith('{'));

(ofPatterns.length > 0 ? describe : describe.skip)("AWS's recorded verdicts", () => {
  it.each(ofPatterns.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
    const answer = verdict(entry);
    expect(answer.verdict).toBe(entry.expected);
    if (entry.expected === 'exception') expect(answer.message).toBe(firstLine(entry));
  });
});
