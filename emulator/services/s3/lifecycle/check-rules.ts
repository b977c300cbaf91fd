import type { LifecycleRule } from '@aws-sdk/client-s3';
import type { Ids } from '../../../runtime/ids.ts';
import { invalidArgument, invalidRequest, malformedXml } from '../errors.ts';
import { LIFECYCLE_RULES } from '../limits.ts';

const LONGEST_ID_CHARACTERS = 255;
const DAY_MILLISECONDS = 86_400_000;

/**
 * A bucket's new lifecycle rules; those without an id get one.
 *
 * @throws AwsError MalformedXML, InvalidArgument, InvalidRequest
 */
export function checkLifecycleRules(rules: readonly LifecycleRule[] | undefined, ids: Ids): LifecycleRule[] {
  if (!rules?.length || rules.length > LIFECYCLE_RULES) throw malformedXml();
  const named = rules.map((rule) => ({ ...rule, ID: rule.ID ?? ids.uuid() }));
  if (new Set(named.map(({ ID }) => ID)).size < named.length) {
    throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule');
  }
  for (const rule of named) checkRule(rule);
  return named;
}

function checkRule(rule: LifecycleRule & { ID: string }): void {
  if (rule.ID.length > LONGEST_ID_CHARACTERS) {
    throw invalidArgument(`ID length should not exceed allowed limit of ${LONGEST_ID_CHARACTERS}`);
  }
  if (rule.Status !== 'Enabled' && rule.Status !== 'Disabled') throw malformedXml();
  const { Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  const actions = [
    Expiration,
    NoncurrentVersionExpiration,
    AbortIncompleteMultipartUpload,
    rule.Transitions?.[0],
    rule.NoncurrentVersionTransitions?.[0],
  ];
  if (actions.every((action) => action === undefined)) {
    throw invalidRequest('At least one action needs to be specified in a rule');
  }
  const chosen = [Expiration?.Days, Expiration?.Date, Expiration?.ExpiredObjectDeleteMarker];
  if (Expiration && chosen.filter((value) => value !== undefined).length !== 1) throw malformedXml();
  if (Expiration?.Date && Expiration.Date.getTime() % DAY_MILLISECONDS !== 0) {
    throw invalidArgument("'Date' must be at midnight GMT");
  }
  positive(Expiration?.Days, "'Days' for Expiration action must be a positive integer");
  positive(
    NoncurrentVersionExpiration?.NoncurrentDays,
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
  );
  positive(
    AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
  );
  checkFilter(rule);
}

function checkFilter({ Filter, Prefix, AbortIncompleteMultipartUpload: abort }: LifecycleRule): void {
  if (Filter !== undefined && Prefix !== undefined) throw malformedXml();
  const { And, Tag, Prefix: prefix, ObjectSizeGreaterThan: above, ObjectSizeLessThan: below } = Filter ?? {};
  if ([And, Tag, prefix, above, below].filter((part) => part !== undefined).length > 1) throw malformedXml();
  if (abort && (Tag ?? And?.Tags?.[0])) {
    throw invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Tags.');
  }
}

function positive(value: number | undefined, message: string): void {
  if (value !== undefined && (!Number.isInteger(value) || value < 1)) throw invalidArgument(message);
}
