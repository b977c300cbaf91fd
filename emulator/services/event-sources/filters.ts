import { compilePattern } from '../eventbridge/patterns/pattern.ts';

/** Whether a record, as filters see it, goes on to the target. */
export type Filter = (view: object) => boolean;

/**
 * A record passes when one of the patterns matches it, or when there are none. The language is that of event patterns
 * (https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html).
 *
 * @param patterns JSON
 * @throws PatternError when one is no event pattern
 */
export function compileFilter(patterns: readonly string[]): Filter {
  const compiled = patterns.map(compilePattern);
  return (view) => compiled.length === 0 || compiled.some((pattern) => pattern.matches(view));
}

/**
 * Text of a message as patterns see it: a JSON object or list is looked into, anything else is plain text. So a pattern
 * for fields drops plain text, and a pattern for text drops JSON, as AWS documents.
 */
export function textView(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
