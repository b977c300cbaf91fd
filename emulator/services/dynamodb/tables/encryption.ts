import type { SSESpecification } from '@aws-sdk/client-dynamodb';
import { type Account, arn } from '../../../runtime/account.ts';
import { invalidParameter } from '../errors.ts';

/**
 * The KMS key that a table is said to be encrypted with; undefined for DynamoDB's own key, which is not reported. The
 * local store encrypts nothing.
 */
export function encryptionKeyOf(specification: SSESpecification | undefined, account: Account): string | undefined {
  if (!specification?.Enabled) {
    if (specification?.KMSMasterKeyId !== undefined) {
      throw invalidParameter('KMSMasterKeyId cannot be specified when SSE is not enabled');
    }
    return undefined;
  }
  const { KMSMasterKeyId: key = 'alias/aws/dynamodb' } = specification;
  if (key.startsWith('arn:')) return key;
  return arn(account, 'kms', key.startsWith('alias/') ? key : `key/${key}`);
}
