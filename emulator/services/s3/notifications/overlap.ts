import type { Destination } from './destination.ts';

/**
 * Whether one event could reach both of two destinations, which S3 does not allow
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html).
 *
 * @example images/ with .jpg and images/ with .png do not overlap; images/ and im do
 */
export function overlap(one: Destination, other: Destination): boolean {
  const events = one.events.some((event) => other.events.some((another) => coincide(event, another)));
  if (!events) return false;
  const [prefix, otherPrefix] = [ruleOf(one, 'prefix'), ruleOf(other, 'prefix')];
  const [suffix, otherSuffix] = [ruleOf(one, 'suffix'), ruleOf(other, 'suffix')];
  return (
    (prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix)) &&
    (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix))
  );
}

function coincide(one: string, other: string): boolean {
  const [stem, otherStem] = [one.replace(/\*$/, ''), other.replace(/\*$/, '')];
  return (
    one === other || (stem !== one && other.startsWith(stem)) || (otherStem !== other && one.startsWith(otherStem))
  );
}

function ruleOf({ filter }: Destination, name: 'prefix' | 'suffix'): string {
  return filter?.Key?.FilterRules?.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? '';
}
