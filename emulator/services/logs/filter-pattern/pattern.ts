import { invalidPattern } from '../errors.ts';
import { FILTER_PATTERN_LENGTH } from '../limits.ts';
import { compileJsonPattern } from './json-pattern.ts';
import type { Matcher } from './matcher.ts';
import { compileSpaceDelimited } from './space-delimited.ts';
import { compileTerms } from './terms.ts';

/**
 * Compiles a filter pattern
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html).
 *
 * @throws AwsError InvalidParameterException
 * @example compilePattern('{ $.level = "ERROR" && $.status >= 500 }')
 */
export function compilePattern(pattern: string): Matcher {
  const text = pattern.trim();
  if (text.length > FILTER_PATTERN_LENGTH) throw invalidPattern();
  if (text.startsWith('{')) return compileJsonPattern(text);
  if (text.startsWith('[')) return compileSpaceDelimited(text);
  return compileTerms(text);
}
