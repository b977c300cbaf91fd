import type { Tag } from '@aws-sdk/client-dynamodb';
import { ValidationError } from '../errors.ts';
import { TAGS_PER_TABLE } from '../limits.ts';

/** Tags as a record; those of `known` stay unless they are given anew. */
export function mergeTags(
  known: Readonly<Record<string, string>>,
  given: readonly Tag[],
): Readonly<Record<string, string>> {
  const tags = { ...known, ...Object.fromEntries(given.map(({ Key, Value }) => [Key ?? '', Value ?? ''])) };
  // Tags of AWS's own do not count.
  if (Object.keys(tags).filter((key) => !key.startsWith('aws:')).length > TAGS_PER_TABLE) {
    throw new ValidationError(
      `One or more parameter values were invalid: Too many tags: the limit is ${TAGS_PER_TABLE} tags for a table`,
    );
  }
  return tags;
}
