import type { Tag } from '@aws-sdk/client-sns';
import { invalidParameter } from '../errors.ts';

/** `[{Key, Value}]` as a record. @throws AwsError InvalidParameter for a key that stands there twice */
export function readTags(tags: readonly Tag[] = []): Record<string, string> {
  const record = Object.fromEntries(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  if (Object.keys(record).length < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  return record;
}

export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
