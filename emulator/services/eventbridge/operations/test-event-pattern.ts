import type { TestEventPatternCommandInput, TestEventPatternCommandOutput } from '@aws-sdk/client-eventbridge';
import { operation } from '../../../door/operation.ts';
import { invalidPattern, validation } from '../errors.ts';
import { EVENT_PATTERN_CHARACTERS } from '../limits.ts';
import { compilePattern, type Pattern } from '../patterns/pattern.ts';
import { PatternError } from '../patterns/pattern-error.ts';
import { checkWildcardComplexity } from '../patterns/wildcard-complexity.ts';
import { checkText, required } from '../validate.ts';
import type { EventsAccess } from './access.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html, Event */
const FIELDS = ['id', 'account', 'source', 'time', 'region', 'detail-type'] as const;

/** Says whether an event matches a pattern. */
export const testEventPattern = (access: EventsAccess) =>
  operation<TestEventPatternCommandInput, Omit<TestEventPatternCommandOutput, '$metadata'>>({
    name: 'TestEventPattern',
    access: () => access.all('TestEventPattern'),
    run(input) {
      const text = required(input.EventPattern, 'eventPattern');
      const event = parseEvent(required(input.Event, 'event'));
      return { Result: checkedPattern(text).matches(event) };
    },
  });

/** @throws AwsError InvalidEventPatternException */
export function checkedPattern(text: string): Pattern {
  checkText(text, 'eventPattern', { longest: EVENT_PATTERN_CHARACTERS });
  try {
    const pattern = compilePattern(text);
    checkWildcardComplexity(pattern.branches);
    return pattern;
  } catch (error) {
    throw error instanceof PatternError ? invalidPattern(error) : error;
  }
}

function parseEvent(text: string): object {
  try {
    const event: unknown = JSON.parse(text);
    if (typeof event === 'object' && event !== null && FIELDS.every((field) => Object.hasOwn(event, field)))
      return event;
  } catch {
    // Answered below, as what is no event.
  }
  throw validation('Parameter Event is not valid.');
}
