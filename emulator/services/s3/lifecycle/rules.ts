import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Bucket } from '../buckets/bucket.ts';
import type { ObjectVersion } from '../objects/object.ts';

const DAY_MILLISECONDS = 86_400_000;

/** What a rule's filter looks at. */
export type Filtered = Pick<ObjectVersion, 'key'> & Partial<Pick<ObjectVersion, 'size' | 'tags'>>;

export const enabledRules = ({ settings }: Bucket): readonly LifecycleRule[] =>
  (settings.lifecycle ?? []).filter(({ Status }) => Status === 'Enabled');

/** The key prefix that a rule is limited to; empty for none. */
export const prefixOf = ({ Prefix, Filter }: LifecycleRule): string =>
  Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix ?? '';

/** Whether a rule is about an object (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html). */
export function concerns(rule: LifecycleRule, { key, size = 0, tags = {} }: Filtered): boolean {
  const { Filter: filter } = rule;
  const wantedTags = filter?.And?.Tags ?? (filter?.Tag ? [filter.Tag] : []);
  const above = filter?.And?.ObjectSizeGreaterThan ?? filter?.ObjectSizeGreaterThan;
  const below = filter?.And?.ObjectSizeLessThan ?? filter?.ObjectSizeLessThan;
  return (
    key.startsWith(prefixOf(rule)) &&
    wantedTags.every(({ Key = '', Value }) => tags[Key] === Value) &&
    (above === undefined || size > above) &&
    (below === undefined || size < below)
  );
}

/**
 * When something falls due that is counted in days: at the first midnight UTC after them
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days).
 *
 * @param from epoch milliseconds
 */
export const dueAfterDays = (from: number, days: number): number =>
  Math.ceil((from + days * DAY_MILLISECONDS) / DAY_MILLISECONDS) * DAY_MILLISECONDS;

/** When a rule expires a current version, if it does. */
export function expiresAt({ Expiration }: LifecycleRule, { modifiedAt }: Pick<ObjectVersion, 'modifiedAt'>) {
  if (Expiration?.Date) return Expiration.Date.getTime();
  return Expiration?.Days === undefined ? undefined : dueAfterDays(modifiedAt, Expiration.Days);
}

/** `x-amz-expiration` of an object: when the earliest rule expires it. */
export function expirationOf(bucket: Bucket, object: ObjectVersion): string | undefined {
  if (!bucket.settings.lifecycle) return undefined;
  const [first] = enabledRules(bucket)
    .filter((rule) => concerns(rule, object))
    .flatMap((rule) => {
      const at = expiresAt(rule, object);
      return at === undefined ? [] : [{ at, id: rule.ID ?? '' }];
    })
    .sort((a, b) => a.at - b.at);
  return first && `expiry-date="${new Date(first.at).toUTCString()}", rule-id="${encodeURIComponent(first.id)}"`;
}
