import { createHash } from 'node:crypto';
import { z } from 'zod';
import { arn } from '../../../runtime/account.ts';
import { type ResourceContext, resourceType } from '../../../template/resource-type.ts';

const NO_ENCRYPTION = 'there is no KMS here: what names the key is kept as it is';

/**
 * A key that others may name. There is nothing to encrypt with it.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-key.html
 */
export const kmsKeyResource = resourceType({
  type: 'AWS::KMS::Key',
  schema: z.strictObject({}),
  inert: {
    BypassPolicyLockoutSafetyCheck: NO_ENCRYPTION,
    Description: NO_ENCRYPTION,
    Enabled: NO_ENCRYPTION,
    EnableKeyRotation: NO_ENCRYPTION,
    KeyPolicy: NO_ENCRYPTION,
    KeySpec: NO_ENCRYPTION,
    KeyUsage: NO_ENCRYPTION,
    MultiRegion: NO_ENCRYPTION,
    Origin: NO_ENCRYPTION,
    PendingWindowInDays: NO_ENCRYPTION,
    RotationPeriodInDays: NO_ENCRYPTION,
    Tags: NO_ENCRYPTION,
  },
  attributes: ['Arn', 'KeyId'],
  createOnly: [],
  create: (_properties, context) => deployed(keyId(context), context),
  update: ({ physicalId }, context) => deployed(physicalId, context),
  delete: () => undefined,
});

function deployed(id: string, { account }: ResourceContext) {
  return { physicalId: id, attributes: { KeyId: id, Arn: arn(account, 'kms', `key/${id}`) } };
}

/** Keys have ids like `1234abcd-12ab-34cd-56ef-1234567890ab`; the same resource has the same one in every run. */
function keyId({ stackName, logicalId }: ResourceContext): string {
  const digits = createHash('sha256').update(`${stackName}/${logicalId}`).digest('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
