import type { Account } from '../../../runtime/account.ts';
import type { ArnParts } from '../arns.ts';

/** The URL of the queue with an ARN, in AWS's own form. */
export const queueUrl = ({ urlSuffix }: Account, { region, account, resource }: ArnParts) =>
  `https://sqs.${region}.${urlSuffix}/${account}/${resource}`;
