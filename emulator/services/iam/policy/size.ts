import { AwsError } from '../../../door/errors.ts';

/** Without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const ROLE_INLINE_POLICIES_CHARACTERS = 10_240;
const MANAGED_POLICY_CHARACTERS = 6_144;

/**
 * @param documents all inline policies of a role
 * @throws AwsError LimitExceeded
 */
export function checkInlineSize(role: string, documents: Iterable<string>): void {
  const characters = [...documents].reduce((sum, document) => sum + charactersIn(document), 0);
  if (characters <= ROLE_INLINE_POLICIES_CHARACTERS) return;
  throw limitExceeded(`Maximum policy size of ${ROLE_INLINE_POLICIES_CHARACTERS} bytes exceeded for role ${role}`);
}

/** @throws AwsError LimitExceeded */
export function checkManagedSize(document: string): void {
  if (charactersIn(document) <= MANAGED_POLICY_CHARACTERS) return;
  throw limitExceeded(`Cannot exceed quota for PolicySize: ${MANAGED_POLICY_CHARACTERS}`);
}

const charactersIn = (document: string) => document.replaceAll(/\s/g, '').length;
const limitExceeded = (message: string) => new AwsError('LimitExceeded', message, { status: 409 });
